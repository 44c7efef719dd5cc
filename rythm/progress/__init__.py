"""What came of training: volume and strength over the weeks."""
