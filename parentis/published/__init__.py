"""What others' figures are: DfE's published files, statistical neighbours, comparison."""
