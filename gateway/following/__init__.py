"""Following up: what people did about a signal is recorded, from the command line and over the API alike."""
