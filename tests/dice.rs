//! Chance that can be played again: a small generator and its seed.

/// A generator. Its seed is all there is to it.
pub struct Dice(u64);

impl Dice {
    /// The generator of this seed; near seeds are far apart.
    pub fn of(seed: u64) -> Dice {
        let mut mixed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Dice((mixed ^ (mixed >> 31)).max(1))
    }

    /// The generator of `TRIBUTARY_SEED`, or of this process; the seed is printed.
    pub fn printed() -> Dice {
        let given = std::env::var("TRIBUTARY_SEED").ok().and_then(|s| s.parse().ok());
        let seed = given.unwrap_or_else(|| u64::from(std::process::id()) * 7_919 + 1);
        println!("TRIBUTARY_SEED={seed}");
        Dice::of(seed)
    }

    /// A number below `limit`.
    pub fn up_to(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// An index below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.up_to(limit as u64)).unwrap()
    }

    /// Whether something of so many percent happens.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.up_to(100) < percent
    }
}
