//! Whole numbers beyond 32 bits, and the closed sets of words.

use async_graphql::{Enum, InputValueError, InputValueResult, Scalar, ScalarType, Value};

/// A whole number of 64 bits. Read from an Int or from decimal digits in a String; answered as a String, because
/// JavaScript's numbers end at 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Int64(pub i64);

#[Scalar(name = "Int64")]
impl ScalarType for Int64 {
    fn parse(value: Value) -> InputValueResult<Self> {
        let number = match &value {
            Value::Number(number) => number.as_i64(),
            Value::String(digits) => digits.parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => Ok(Int64(number)),
            None => Err(InputValueError::custom("a whole number of 64 bits")),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// Declares the GraphQL face of a closed set of words in `domain`.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $remote:literal [$($variant:ident),* $(,)?];)*) => {$(
        $(#[$doc])*
        #[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
        #[graphql(remote = $remote)]
        #[allow(missing_docs)]
        pub enum $name { $($variant),* }
    )*};
}

words! {
    /// Where the rights to a moment stand: nobody was asked; an answer is waited for; granted from a time to come, for now, until soon,
    /// until a time that is over; granted for other uses or places than being shown here; refused; not answered in time; taken
    /// back.
    RightsPhase = "domain::moment::rights::RightsPhase" [
        Unrequested, Requested, NotStarted, Running, Upcoming, Expired, Elsewhere, Declined, Lapsed, Revoked,
    ];
    /// Where a grant stands in its window: it has not begun; it holds; it holds and ends soon; it is over.
    GrantPhase = "domain::moment::rights::GrantPhase" [NotStarted, Running, Upcoming, Expired];
    /// What came of a request for rights. LAPSED is no answer within 14 days.
    RightsAnswer = "domain::moment::rights::RightsAnswer" [Granted, Declined, Lapsed];
    /// How a creator is asked, and answers.
    RightsChannel = "domain::moment::rights::RightsChannel" [Comment, DirectMessage, Email, Form];
    /// Where a brand shows what it was given: its own site and app; its e-mails; its own pages in social networks; advertising that is paid
    /// for; sites of those who sell its products; print and packaging.
    RightsUse = "domain::moment::rights::RightsUse" [Website, Email, Social, Ads, Retail, Print];
    /// A member's role in a tenant.
    MemberRole = "domain::permission::MemberRole" [Owner, Admin, Finance, Editor, Analyst];
    /// One guarded action, as docs/permissions.txt has them.
    Permission = "domain::permission::Permission" [
        TenantRead, TenantWrite, MemberRead, MemberWrite, KeyRead, KeyWrite, AuditRead, CatalogueRead, CatalogueWrite,
        FeedRead, FeedWrite, MomentRead, MomentSubmit, MomentModerate, PersonErase, ClaimDecide, ProgramRead, ProgramWrite, PolicyWrite,
        EnrollmentRead, EnrollmentWrite, LinkWrite, TouchReport, TouchRead, ConversionRead, ConversionWrite, RefundWrite,
        ImportWrite, CommissionRead, CommissionWrite, LedgerRead, FundingRead, FundingWrite, BillingRead, BillingWrite,
        PayoutRead, PayoutWrite, PayoutApprove,
    ];
    /// Where an invitation to a team stands: it waits; nobody has accepted it in time; it was called off; somebody has joined.
    MemberInvitationState = "domain::member_invitation::MemberInvitationState" [Open, Expired, Revoked, Accepted];
    /// SECRET for servers; PUBLISHABLE for browsers, seen by everybody.
    ApiKeyKind = "domain::permission::KeyKind" [Secret, Publishable];
    /// Whether a key is good: it is; it has ended by itself; somebody has ended it.
    ApiKeyState = "domain::permission::KeyState" [Active, Expired, Revoked];
    /// What a secret key may do: one scope for each group of permissions.
    Scope = "domain::permission::Scope" [
        CatalogueRead, CatalogueWrite, MomentsRead, MomentsWrite, ProgramsRead, ProgramsWrite, ConversionsRead,
        ConversionsWrite, MoneyRead, MoneyWrite, Import,
    ];
    /// A way into the house: the graph, any other address, the command line, a job of the server's own.
    Entrance = "domain::agent::Entrance" [Graphql, Rest, Cli, Worker];
    /// What a moment is.
    MomentKind = "domain::moment::MomentKind" [Review, SocialPost, Video, Question, Answer];
    /// What the moderators think of a moment.
    Moderation = "domain::moment::Moderation" [Pending, Approved, Rejected, Flagged];
    /// Why a moment was rejected. Never for its stars.
    RejectCode = "domain::moment::RejectCode" [Spam, OffTopic, Offensive, PersonalData, Duplicate, Other];
    /// A rule of moderation: words the tenant does not want; an e-mail address; a telephone number; where somebody lives; addresses on
    /// the web; advertising, and what is written like it; the same over and over, or the same as another; characters nobody sees.
    ModerationRule = "domain::moderation::Rule" [
        BlockedWords, Email, Telephone, PostalAddress, Links, Spam, Repetition, HiddenCharacters,
    ];
    /// What exactly a rule has found.
    ModerationReason = "domain::moderation::Reason" [
        BlockedWord, BlockedWordDisguised, EmailAddress, EmailDisguised, TelephoneNumber, StreetAddress, WebAddress,
        WebAddressDisguised, BannedHost, AllCapitals, ExclamationMarks, Promotion, Promotions, Hashtags, Mentions,
        SameCharacter, SameWord, SamePhrase, SameText, InvisibleCharacters, DirectionOverride, StackedMarks,
    ];
    /// Who decided about a moment: our rules, by the tenant's settings; readers, by their reports; whoever handed it in; a
    /// member of the brand; a program of the brand's.
    DecidedBy = "domain::moderation::DecidedBy" [Rules, Readers, Source, Member, Key];
    /// Why a reader reports a moment: advertising or nonsense; about something else; insulting or hateful; it tells who or where
    /// somebody is; made up, or paid for without saying so; somebody else's work; something else.
    ReportReason = "domain::moderation::ReportReason" [
        Spam, OffTopic, Offensive, PersonalData, Misleading, Rights, Other,
    ];
    /// Which of a moment's texts something stands in.
    TextField = "domain::moderation::TextField" [Title, Body, CreatorName, CreatorHandle, PermalinkHost];
    /// What the author of a moment wants: to understand; to be somewhere; to get something done; to have something; nothing.
    Intent = "domain::intent::Intent" [Know, Go, Do, Buy, None];
    /// What an image or a video is, by its content. What is handed in as WEBP or GIF is kept as JPEG or PNG.
    MediaType = "domain::media::MediaType" [Jpeg, Png, Webp, Gif, Mp4, Quicktime];
    /// How large a picture is wanted: no side above 320 pixels; none above 1,280; as it came.
    MediaSize = "domain::media::MediaSize" [Small, Large, Original];
    /// What a feed shows first, after its pins: what people do most with, lately; the most stars, of what has any; the most helpful
    /// by the votes of readers; the newest.
    FeedOrder = "domain::feed::FeedOrder" [Ranked, TopRated, MostHelpful, Newest];
    /// What readers are told of a moment: its author bought what it is about; its author is paid for what they say.
    MomentBadge = "domain::trust::Badge" [VerifiedBuyer, Incentivised];
    /// Whether the brand may show a moment.
    Rights = "domain::moment::Rights" [
        NotRequired, Unrequested, Requested, Granted, Declined, Lapsed, Revoked,
    ];
    /// Whether a moment is there to be seen.
    Visibility = "domain::moment::Visibility" [Visible, Hidden, Erased];
    /// Whether the audience is told that a moment was paid for.
    Disclosure = "domain::moment::Disclosure" [NotRequired, Shown, Missing];
    /// How a file is written.
    ImportFormat = "domain::import::Format" [Csv, Jsonl];
    /// Whom a programme pays.
    Audience = "domain::program::Audience" [Affiliates, Creators];
    /// How credit for a conversion is shared along its path.
    AttributionModel = "domain::attribution::Model" [
        FirstTouch, LastTouch, LastAffiliateTouch, Linear, Position, TimeDecay, Markov, Shapley,
    ];
    /// Whether a buyer has bought before.
    CustomerKind = "domain::reward::CustomerKind" [New, Returning];
    /// What of a period's totals is measured.
    Measure = "domain::reward::Measure" [Sales, Amount];
    /// What a higher tier is good for.
    TierMode = "domain::reward::TierMode" [Graduated, Retroactive];
    /// How long totals run, in calendar months (UTC).
    Period = "domain::reward::Period" [Month, Quarter, Year];
    /// In which part a payee helps.
    PayeeKind = "domain::attribution::Role" [Affiliate, Creator];
    /// How a visitor met us.
    TouchKind = "domain::attribution::TouchKind" [Click, Code, MomentView, MomentClick];
    /// What we think of a touch.
    Verdict = "domain::attribution::Verdict" [Valid, Duplicate, Bot];
    /// Where an affiliate stands in a programme.
    EnrollmentState = "domain::enrollment::EnrollmentState" [
        Applied, Invited, Active, Suspended, Banned, Rejected, Left,
    ];
    /// Whether a link or code works.
    Usable = "domain::enrollment::Usable" [Active, Disabled];
    /// Where a claim of a creator stands.
    ClaimState = "domain::enrollment::ClaimState" [Requested, Approved, Rejected];
    /// Where a sale that an affiliate misses stands: it waits for the brand; it is found and pays them; the brand says why not;
    /// they have taken it back.
    MissedSaleState = "domain::missed_sale::MissedSaleState" [Reported, Accepted, Rejected, Withdrawn];
    /// Where an affiliate's account at Stripe stands.
    PayoutAccountState = "domain::enrollment::PayoutAccountState" [Creating, Onboarding, Active, Restricted];
    /// What may be wrong with a conversion, or with how it came about: the buyer's e-mail is the affiliate's own; so is their
    /// browser; the buyer is another affiliate of the same bank account; the link had more clicks within an hour than people
    /// make; most of its clicks are repeats; it came sooner after the click than somebody can buy; the code is on coupon sites;
    /// the mailbox is a disposable one; the click came from a banned host; other affiliates are paid to the same bank account.
    FraudSignal = "domain::fraud::Signal" [
        SelfReferralEmail, SelfReferralDevice, SelfReferralPayoutAccount, ClickFlood, DuplicateVisitors, TooSoon,
        LeakedCode, DisposableEmail, BannedReferrer, SharedPayoutAccount,
    ];
    /// What happened at the brand.
    ConversionKind = "domain::conversion::ConversionKind" [Lead, Sale];
    /// The door a conversion came through.
    Door = "domain::conversion::Door" [Graphql, Rest, Import];
    /// Where a conversion stands.
    ConversionState = "domain::conversion::ConversionState" [
        Recorded, Attributed, Unattributed, PartiallyReversed, Reversed,
    ];
    /// Why there is a commission.
    CommissionCause = "domain::commission::Cause" [Conversion, Clicks, Bonus, Adjustment];
    /// Where a commission stands.
    CommissionState = "domain::commission::CommissionState" [Pending, Held, Payable, Reserved, Paid, Void];
    /// Where a funding stands.
    FundingState = "domain::funding::FundingState" [Created, Started, Settled, Failed, Disputed, Returned];
    /// How a tenant pays: by card, or by a debit at its bank (ACH, SEPA, Bacs, PADs).
    FundingMethodKind = "domain::funding::MethodKind" [Card, UsBankAccount, SepaDebit, BacsDebit, AcssDebit];
    /// Where a saved way to pay stands.
    FundingMethodState = "domain::funding::MethodState" [Pending, Active, Removed, Failed];
    /// Where the return of wallet money stands.
    WalletReturnState = "domain::funding::ReturnState" [Requested, Submitting, Returned, Failed];
    /// Where a payout run stands.
    PayoutRunState = "domain::payout::PayoutRunState" [
        Draft, Previewed, Approved, Funding, Executing, Paused, Completed, CompletedWithFailures, Cancelled,
    ];
    /// Why a run does not pay somebody who has earned something: too little; Stripe cannot pay them yet; older debts keep
    /// it; corrections have taken it back; it is stopped until somebody has looked.
    PayoutOmissionReason = "domain::payout::Omission" [BelowMinimum, NoAccount, OffsetByDebt, Corrected, Held];
    /// Why there is a payout run.
    PayoutRunOrigin = "domain::payout::RunOrigin" [Manual, Timetable, OnDemand];
    /// What came of an affiliate's wish to be paid now.
    PayoutRequestState = "domain::payout::RequestState" [Requested, Begun, Refused];
    /// How often payout runs begin by themselves: every week on one day of it, on the 1st and the 15th, every month on
    /// one day of it.
    PayoutCadence = "domain::payout::Cadence" [Weekly, TwiceMonthly, Monthly];
    /// Where a payout stands.
    PayoutState = "domain::payout::PayoutState" [
        Reserved, Submitting, Transferred, PartiallyReversed, Reversed, Unknown, NeedsReview, Failed, Blocked, Cancelled,
    ];
    /// Where earned money stands on its way from the click to the bank.
    EarningsPhase = "domain::earnings::Phase" [Earned, Held, Payable, Reserved, InTransit, Paid, Owed, Void];
    /// A tax form or report: the US forms 1099-NEC and 1099-K; the EU's DAC7 and the UK's reports of platforms.
    TaxForm = "domain::tax::TaxForm" [UsNec, UsK, EuDac7, UkPlatforms];
    /// What causes a notice by e-mail.
    NoticeCause = "domain::notice::Cause" [
        CommissionsEarned, CommissionsTakenBack, PayoutSent, PayoutReturned, PayoutBlocked, PayoutFailed, PayoutAccountNeeded,
        RequirementsDue, MissedSaleDecided, SubscriptionUnpaid, SubscriptionSuspendsSoon, SubscriptionSuspended, SubscriptionResumed,
        FundingFailed, FundingDisputed, FundingLost, TopUpStopped, RunAwaitsApproval, RunAwaitsStart, RunAwaitsMoney,
        RunPaused, PayoutsStopped,
    ];
    /// Where a mail stands.
    MailState = "domain::notice::MailState" [Queued, Sent, GivenUp, NotWanted];
    /// What a tenant has bought, the smallest first.
    Plan = "domain::plan::Plan" [Free, Growth, Scale];
    /// Where a subscription stands: INCOMPLETE until its first invoice is paid; PAST_DUE while an invoice is owed and everything
    /// works; SUSPENDED when that has lasted too long.
    SubscriptionState = "domain::plan::SubscriptionState" [Incomplete, Active, PastDue, Suspended, Cancelled];
    /// Where an invoice of a subscription stands.
    SubscriptionInvoiceState = "domain::plan::InvoiceState" [Draft, Open, Paid, Uncollectible, Void];
    /// What a ledger account is for. Those of the platform are hidden.
    LedgerAccountKind = "domain::ledger::AccountKind" [
        Wallet, FundingPending, Accrued, Receivable, ClawbackPending, PayoutClearing, Pending, Payable, Debt,
        StripeAvailable, StripePending, FeeRevenue, SubscriptionRevenue, StripeFees, Adjustments,
    ];
    /// What an entry of the ledger records.
    LedgerEvent = "domain::ledger::Event" [
        CommissionRecorded, CommissionMatured, CommissionVoided, CommissionRefunded, DebtWrittenOff, FundingStarted,
        FundingFailed, FundingSettled, FundingReturned, FundingReinstated, FundingRepaid, WalletReturned, WalletReturnFailed,
        PayoutReserved,
        ReserveReversed, SubscriptionPaid, SubscriptionReturned, TransferConfirmed, TransferReversed,
    ];
}
