"""The weekly overview of all ministries, made of their released reports alone."""
