//! Why a run's preview leaves somebody out.

crate::text_enum! {
    /// Why somebody who has earned something is not paid by a run: it is carried over to a later one.
    pub enum Omission {
        /// Less than the highest minimum of their programmes.
        BelowMinimum = "BELOW_MINIMUM",
        /// Stripe cannot pay them yet.
        NoAccount = "NO_ACCOUNT",
        /// Older debts keep all of it.
        OffsetByDebt = "OFFSET_BY_DEBT",
        /// Corrections have taken all of it back.
        Corrected = "CORRECTED",
        /// Commissions of theirs are stopped until somebody has looked; others may be paid.
        Held = "HELD",
    }
}
