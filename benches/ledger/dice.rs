//! Chance that repeats itself: the same seed and number, the same throws.

/// The throws for one row. Each row has its own, so that a change in one leaves all others as they are.
pub struct Dice(u64);

impl Dice {
    /// The dice of a row of a ledger.
    pub fn new(seed: u64, row: u64) -> Dice {
        // A xorshift generator must not begin at zero.
        Dice(mixed(seed ^ mixed(row + 1)) | 1)
    }

    /// From 0 to below the limit, each as likely.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        // The low bits of a xorshift generator are its worst.
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % limit.max(1)
    }

    /// So many days, from 0 to below the limit.
    pub fn days(&mut self, limit: i32) -> i32 {
        self.below(limit.max(1) as u64) as i32
    }

    /// From 0 to below the limit, small numbers by far the likeliest.
    pub fn skewed(&mut self, limit: u64) -> u64 {
        let most = self.below(limit);
        let more = self.below(most + 1);
        self.below(more + 1)
    }

    /// Yes in so many of a hundred throws.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// One of them.
    pub fn pick<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len() as u64) as usize]
    }
}

/// Spreads a number over all bits, so that neighbours have nothing in common.
fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    bits = (bits ^ (bits >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    bits ^ (bits >> 33)
}
