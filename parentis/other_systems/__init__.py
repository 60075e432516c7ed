"""What other systems export: people, addresses, allocations, contacts and notes."""
