"""What the law says: today its sources; later its categories, duties and clocks."""
