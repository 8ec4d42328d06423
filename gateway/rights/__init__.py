"""What people agree to, withdraw and may demand: STOP, DELETE, MYDATA, and the office that does it for them."""
