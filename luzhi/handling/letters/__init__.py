"""From the matrix to the signed letter of a unit and back: draft, countersignatures, audit, number, scan."""
