"""The seven parts of the printed report, one module each: from the report to blocks; nothing is counted or hidden here."""
