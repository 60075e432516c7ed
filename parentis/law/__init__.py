"""What the law says, in plain Python: today its sources; later its categories, duties and clocks."""
