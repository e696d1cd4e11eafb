//! Amounts without their alignment, which would cost up to twelve bytes in a list of millions.

use crate::money::Balance;

/// A balance in 16 bytes that may stand anywhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Narrow([u8; size_of::<Balance>()]);

impl From<Balance> for Narrow {
    #[inline]
    fn from(balance: Balance) -> Narrow {
        Narrow(balance.to_ne_bytes())
    }
}

impl From<Narrow> for Balance {
    #[inline]
    fn from(Narrow(bytes): Narrow) -> Balance {
        Balance::from_ne_bytes(bytes)
    }
}
