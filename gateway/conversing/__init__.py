"""What is heard becomes turns: hops of a call, texts, and the ends that the clock brings."""
