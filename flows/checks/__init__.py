"""What can be wrong with a survey that could be read, topic by topic. A topic is one module with one ``check(inspection)``."""
