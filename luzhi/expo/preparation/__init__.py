"""The expo itself and the committee that prepares it."""
