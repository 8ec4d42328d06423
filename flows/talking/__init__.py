"""Golden conversations played, judged and written, on a phone in memory. ``flows.talk`` reads them."""
