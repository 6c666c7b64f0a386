"""Personal data (个人信息): encrypted where it is kept, found by keyed hashes, shown for a reason, removed in time."""
