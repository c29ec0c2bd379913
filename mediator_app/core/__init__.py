"""What is true: values, record types and rules. No input or output, no clock, no screen."""
