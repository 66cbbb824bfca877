export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * Implement the DateTime<Utc> scalar
   *
   * The input/output is a string in RFC3339 format.
   */
  DateTime: { input: string; output: string; }
  Int64: { input: string; output: string; }
  /** A scalar that can represent any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

/** Codes of AffiliateSignUpUserError. */
export type AffiliateSignUpErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: COUNTRY_INVALID. */
  | 'COUNTRY_INVALID'
  /** See the message: EMAIL_INVALID. */
  | 'EMAIL_INVALID'
  /** See the message: EMAIL_TAKEN. */
  | 'EMAIL_TAKEN'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PASSWORD_TOO_LONG. */
  | 'PASSWORD_TOO_LONG'
  /** See the message: PASSWORD_TOO_SHORT. */
  | 'PASSWORD_TOO_SHORT'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: TERMS_OUTDATED. */
  | 'TERMS_OUTDATED';

/** A person who wants to be paid signs up. */
export type AffiliateSignUpInput = {
  /** A code of the second factor, where the e-mail's account has one. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** Two letters. */
  country: Scalars['String']['input'];
  email: Scalars['String']['input'];
  name: Scalars['String']['input'];
  /** 10 to 200 characters; that of the account, where the e-mail has one. */
  password: Scalars['String']['input'];
  /** The version of the terms of use that is accepted by signing up: the current one. */
  termsOfUseVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** Codes of ApiKeyCreateUserError. */
export type ApiKeyCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EXPIRY_INVALID. */
  | 'EXPIRY_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: ORIGIN_INVALID. */
  | 'ORIGIN_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SCOPES_INVALID. */
  | 'SCOPES_INVALID';

/** A new key. */
export type ApiKeyCreateInput = {
  /** When it ends by itself; never unless given. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  kind: ApiKeyKind;
  name: Scalars['String']['input'];
  /** Web origins a publishable key may be used from, as `https://shop.example`; the tenant's unless given. */
  origins?: InputMaybe<Array<Scalars['String']['input']>>;
  /** For a secret key: everything unless given. A publishable key has none. */
  scopes?: InputMaybe<Array<Scope>>;
};

/** SECRET for servers; PUBLISHABLE for browsers, seen by everybody. */
export type ApiKeyKind =
  | 'PUBLISHABLE'
  | 'SECRET';

/** Codes of ApiKeyRevokeUserError. */
export type ApiKeyRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A key to end. */
export type ApiKeyRevokeInput = {
  apiKeyId: Scalars['ID']['input'];
};

/** Codes of ApiKeyRotateUserError. */
export type ApiKeyRotateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EXPIRY_INVALID. */
  | 'EXPIRY_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: KEY_ENDED. */
  | 'KEY_ENDED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OVERLAP_INVALID. */
  | 'OVERLAP_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A key to be replaced. */
export type ApiKeyRotateInput = {
  apiKeyId: Scalars['ID']['input'];
  /** When the new key ends by itself; never unless given. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Hours both keys are good for, 0 to 720; the old one ends sooner where it would have ended by itself. */
  overlapHours?: Scalars['Int']['input'];
};

/** Whether a key is good: it is; it has ended by itself; somebody has ended it. */
export type ApiKeyState =
  | 'ACTIVE'
  | 'EXPIRED'
  | 'REVOKED';

/** How credit for a conversion is shared along its path. */
export type AttributionModel =
  | 'FIRST_TOUCH'
  | 'LAST_AFFILIATE_TOUCH'
  | 'LAST_TOUCH'
  | 'LINEAR'
  | 'MARKOV'
  | 'POSITION'
  | 'SHAPLEY'
  | 'TIME_DECAY';

/** What is tried on a period. Nothing is changed by it. */
export type AttributionReplayInput = {
  /** Conversions in this currency. */
  currency: Scalars['String']['input'];
  /** Conversions that happened then or later. */
  from: Scalars['DateTime']['input'];
  /** A policy that is not made yet; what is left out is as in the version in force. */
  policy?: InputMaybe<PolicyCreateInput>;
  /** A version of the policy; the one each conversion was decided by unless given. */
  policyId?: InputMaybe<Scalars['ID']['input']>;
  /** Terms that are not made yet, each instead of those in force for its programme and group; at most 10. */
  terms?: InputMaybe<Array<TermsCreateInput>>;
  /** And before then. */
  to: Scalars['DateTime']['input'];
};

/** Whom a programme pays. */
export type Audience =
  | 'AFFILIATES'
  | 'CREATORS';

/** Who has done something. */
export type AuditActorKind =
  /** An affiliate of the tenant. */
  | 'AFFILIATE'
  /** A partner developer's key. */
  | 'API_KEY'
  /** The server itself, or whoever runs it. */
  | 'JOB'
  /** A person of the team. */
  | 'MEMBER'
  /** Anybody else. */
  | 'OTHER';

/** Which lines of the audit log. */
export type AuditLogFilter = {
  /** This action alone, as `momentApprove`. */
  action?: InputMaybe<Scalars['String']['input']>;
  /** What this person, key or affiliate has done alone; `job:…` of a job. */
  actor?: InputMaybe<Scalars['String']['input']>;
  /** What was done to this alone: mostly an id. */
  subject?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of BillingPortalOpenUserError. */
export type BillingPortalOpenErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID';

/** Where to come back to. */
export type BillingPortalOpenInput = {
  /** A path of the web app; `/billing` unless told. */
  returnPath?: InputMaybe<Scalars['String']['input']>;
};

/**
 * An amount for a goal, once in a period. With what the rules give, a bonus for an AMOUNT comes to at most that amount, or the
 * terms have a cap per period that does; one for a number of SALES needs terms with a cap per period.
 */
export type BonusInput = {
  /** So many conversions, or so many minor units. */
  goal: Scalars['Int64']['input'];
  measure: Measure;
  /** What it pays, in minor units. */
  minor: Scalars['Int64']['input'];
  /** A name of its own. */
  name: Scalars['String']['input'];
};

/** Codes of BudgetCreateUserError. */
export type BudgetCreateErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BUDGET_OVERLAPS. */
  | 'BUDGET_OVERLAPS'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: GROUP_OF_ANOTHER_PROGRAM. */
  | 'GROUP_OF_ANOTHER_PROGRAM'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID';

/** A new budget. */
export type BudgetCreateInput = {
  /** Minor units of the programme's currency, above zero. */
  amountMinor: Scalars['Int64']['input'];
  /** Until it is spent unless given. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Everybody without a budget of their own unless given. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 200 characters. */
  name: Scalars['String']['input'];
  programId: Scalars['ID']['input'];
  /** Now unless given. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Codes of BudgetUpdateUserError. */
export type BudgetUpdateErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BELOW_RESERVED. */
  | 'BELOW_RESERVED'
  /** See the message: BUDGET_OVERLAPS. */
  | 'BUDGET_OVERLAPS'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID';

/** What to change of a budget; what is left out stays. */
export type BudgetUpdateInput = {
  /** Not below what is reserved. */
  amountMinor?: InputMaybe<Scalars['Int64']['input']>;
  budgetId: Scalars['ID']['input'];
  /** `null`: until it is spent. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
};

/** What one channel is to weigh. */
export type ChannelWeightInput = {
  /** `ROLE/KIND`, or `ROLE/KIND/group`, as AFFILIATE/CODE. */
  channel: Scalars['String']['input'];
  /** Parts of `whole`, above zero. */
  weight: Scalars['Int']['input'];
};

/** Where a claim of a creator stands. */
export type ClaimState =
  | 'APPROVED'
  | 'REJECTED'
  | 'REQUESTED';

/** Codes of CodeCreateUserError. */
export type CodeCreateErrorCode =
  /** See the message: CODE_CHARACTER. */
  | 'CODE_CHARACTER'
  /** See the message: CODE_EMPTY. */
  | 'CODE_EMPTY'
  /** See the message: CODE_TOO_LONG. */
  | 'CODE_TOO_LONG'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ENROLLMENT_NOT_ACTIVE. */
  | 'ENROLLMENT_NOT_ACTIVE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A new coupon code. */
export type CodeCreateInput = {
  /** 1 to 64 letters, digits, spaces, `-` and `_`; kept in capitals. */
  code: Scalars['String']['input'];
  enrollmentId: Scalars['ID']['input'];
};

/** Codes of CodeDisableUserError. */
export type CodeDisableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of CodeEnableUserError. */
export type CodeEnableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A code to switch. */
export type CodeInput = {
  codeId: Scalars['ID']['input'];
};

/** Why there is a commission. */
export type CommissionCause =
  | 'ADJUSTMENT'
  | 'BONUS'
  | 'CLICKS'
  | 'CONVERSION';

/** Which commissions. */
export type CommissionFilter = {
  cause?: InputMaybe<CommissionCause>;
  /** Of this payee. */
  payeeId?: InputMaybe<Scalars['ID']['input']>;
  /** Earned in this programme. */
  programId?: InputMaybe<Scalars['ID']['input']>;
  state?: InputMaybe<CommissionState>;
};

/** Codes of CommissionHoldUserError. */
export type CommissionHoldErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_AN_ORIGINAL. */
  | 'NOT_AN_ORIGINAL'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: REASON_MISSING. */
  | 'REASON_MISSING'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A commission to hold or release. */
export type CommissionInput = {
  commissionId: Scalars['ID']['input'];
  /** Of a hold: why, in a line of 1 to 500 characters that the affiliate reads. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of CommissionMatureUserError. */
export type CommissionMatureErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_AN_ORIGINAL. */
  | 'NOT_AN_ORIGINAL'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A commission to mature now. */
export type CommissionMatureInput = {
  commissionId: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
};

/** Codes of CommissionReleaseUserError. */
export type CommissionReleaseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_AN_ORIGINAL. */
  | 'NOT_AN_ORIGINAL'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Where a commission stands. */
export type CommissionState =
  | 'HELD'
  | 'PAID'
  | 'PAYABLE'
  | 'PENDING'
  | 'RESERVED'
  | 'VOID';

/** Codes of CommissionVoidUserError. */
export type CommissionVoidErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_AN_ORIGINAL. */
  | 'NOT_AN_ORIGINAL'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: REASON_MISSING. */
  | 'REASON_MISSING'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VOIDED_OTHERWISE. */
  | 'VOIDED_OTHERWISE'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A commission to void. */
export type CommissionVoidInput = {
  commissionId: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
  /** A line of 1 to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Which conversions. */
export type ConversionFilter = {
  /** What happened then or later. */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  kind?: InputMaybe<ConversionKind>;
  /** The brand's own key of it, or of its buyer, begins with this; capitals count. At most 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<ConversionState>;
  /** What happened before. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Codes of ConversionImportUserError. */
export type ConversionImportErrorCode =
  /** See the message: AMBIGUOUS_COLUMN. */
  | 'AMBIGUOUS_COLUMN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MAPPING_INVALID. */
  | 'MAPPING_INVALID'
  /** See the message: MAPPING_WRONG_KIND. */
  | 'MAPPING_WRONG_KIND'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_HEADER. */
  | 'NO_HEADER'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_BYTES. */
  | 'TOO_MANY_BYTES'
  /** See the message: TOO_MANY_ROWS. */
  | 'TOO_MANY_ROWS'
  /** See the message: UNCLOSED_QUOTE. */
  | 'UNCLOSED_QUOTE'
  /** See the message: UNKNOWN_COLUMN. */
  | 'UNKNOWN_COLUMN'
  /** See the message: UNREADABLE. */
  | 'UNREADABLE';

/** What happened at the brand. */
export type ConversionKind =
  | 'LEAD'
  | 'SALE';

/** A line item of a new conversion. */
export type ConversionLineInput = {
  /** The total of the line, in minor units. */
  amountMinor: Scalars['Int64']['input'];
  /** Whether it may earn; shipping and the like may not. */
  commissionable?: Scalars['Boolean']['input'];
  quantity: Scalars['Int64']['input'];
  /** The brand's own key of the product. */
  sku: Scalars['String']['input'];
  title?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of ConversionRecordUserError. */
export type ConversionRecordErrorCode =
  /** See the message: AMOUNT_MISMATCH. */
  | 'AMOUNT_MISMATCH'
  /** See the message: AMOUNT_MISSING. */
  | 'AMOUNT_MISSING'
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: CODE_CHARACTER. */
  | 'CODE_CHARACTER'
  /** See the message: CODE_EMPTY. */
  | 'CODE_EMPTY'
  /** See the message: CODE_TOO_LONG. */
  | 'CODE_TOO_LONG'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CONTROL_CHARACTERS. */
  | 'CONTROL_CHARACTERS'
  /** See the message: CONVERSION_DIFFERS. */
  | 'CONVERSION_DIFFERS'
  /** See the message: EMAIL_INVALID. */
  | 'EMAIL_INVALID'
  /** See the message: FOREIGN_CLICK_ID. */
  | 'FOREIGN_CLICK_ID'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: IN_FUTURE. */
  | 'IN_FUTURE'
  /** See the message: LEAD_WITH_LINES. */
  | 'LEAD_WITH_LINES'
  /** See the message: LEAD_WITH_SUBSCRIPTION. */
  | 'LEAD_WITH_SUBSCRIPTION'
  /** See the message: MISSING. */
  | 'MISSING'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: QUANTITY_OUT_OF_RANGE. */
  | 'QUANTITY_OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_CLICK_IDS. */
  | 'TOO_MANY_CLICK_IDS'
  /** See the message: TOO_MANY_LINES. */
  | 'TOO_MANY_LINES'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY'
  /** See the message: ZERO_SALE. */
  | 'ZERO_SALE';

/** A lead or a sale to record. */
export type ConversionRecordInput = {
  /** The total in minor units, where there are no lines. */
  amountMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** Click ids the browser carried, at most 10. */
  clickIds?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The coupon code used. */
  code?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  currency: Scalars['String']['input'];
  /** The brand's own key of the buyer. */
  customer?: InputMaybe<Scalars['String']['input']>;
  /**
   * The buyer's e-mail, by which affiliates who buy by their own links are found. It is not kept: a hash of it is, under a
   * key of the tenant's. A repeat may come without it, or with another.
   */
  customerEmail?: InputMaybe<Scalars['String']['input']>;
  /** The brand's own key; a repeat with the same contents returns the first. */
  externalId: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
  kind: ConversionKind;
  /** At most 1,000. */
  lines?: InputMaybe<Array<ConversionLineInput>>;
  /** Now, unless given. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Your own key of the subscription it is a sale of: later ones inherit who helped with the first. */
  subscription?: InputMaybe<Scalars['String']['input']>;
};

/** Where a conversion stands. */
export type ConversionState =
  | 'ATTRIBUTED'
  | 'PARTIALLY_REVERSED'
  | 'RECORDED'
  | 'REVERSED'
  | 'UNATTRIBUTED';

/** Codes of CreatorClaimApproveUserError. */
export type CreatorClaimApproveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of CreatorClaimCreateUserError. */
export type CreatorClaimCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EXACTLY_ONE. */
  | 'EXACTLY_ONE'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MOMENT_UNKNOWN. */
  | 'MOMENT_UNKNOWN'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A claim by the affiliate who asks. */
export type CreatorClaimCreateInput = {
  /** The creator; or the moment. */
  creatorId?: InputMaybe<Scalars['ID']['input']>;
  /** What proves it, 1 to 2,000 characters. */
  evidence: Scalars['String']['input'];
  /** A moment of theirs, by its id or the address it first stood at; at most 2,000 characters. */
  moment?: InputMaybe<Scalars['String']['input']>;
};

/** A claim to decide. */
export type CreatorClaimDecideInput = {
  claimId: Scalars['ID']['input'];
};

/** Codes of CreatorClaimRejectUserError. */
export type CreatorClaimRejectErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of CreatorCreateUserError. */
export type CreatorCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A new creator. */
export type CreatorCreateInput = {
  /** The brand's own key, 1 to 200 characters. */
  externalId: Scalars['String']['input'];
  name: Scalars['String']['input'];
};

/** Codes of CreatorEraseUserError. */
export type CreatorEraseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A creator to erase. */
export type CreatorEraseInput = {
  creatorId: Scalars['ID']['input'];
};

/** Codes of CustomerEraseUserError. */
export type CustomerEraseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A customer to erase. */
export type CustomerEraseInput = {
  /** The brand's own key of them. */
  customer: Scalars['String']['input'];
};

/** Whether a buyer has bought before. */
export type CustomerKind =
  | 'NEW'
  | 'RETURNING';

/** Codes of DebtWriteOffUserError. */
export type DebtWriteOffErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_A_DEBT. */
  | 'NOT_A_DEBT'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: REASON_MISSING. */
  | 'REASON_MISSING'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A debt to give up. */
export type DebtWriteOffInput = {
  commissionId: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
  /** Why, for the audit log: a line of 1 to 500 characters. */
  reason: Scalars['String']['input'];
};

/**
 * Who decided about a moment: our rules, by the tenant's settings; readers, by their reports; whoever handed it in; a
 * member of the brand; a program of the brand's.
 */
export type DecidedBy =
  | 'KEY'
  | 'MEMBER'
  | 'READERS'
  | 'RULES'
  | 'SOURCE';

/** Whether the audience is told that a moment was paid for. */
export type Disclosure =
  | 'MISSING'
  | 'NOT_REQUIRED'
  | 'SHOWN';

/** The door a conversion came through. */
export type Door =
  | 'GRAPHQL'
  | 'IMPORT'
  | 'REST';

/** Where earned money stands on its way from the click to the bank. */
export type EarningsPhase =
  | 'EARNED'
  | 'HELD'
  | 'IN_TRANSIT'
  | 'OWED'
  | 'PAID'
  | 'PAYABLE'
  | 'RESERVED'
  | 'VOID';

/** Codes of EmailVerificationSendUserError. */
export type EmailVerificationSendErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERIFIED_ALREADY. */
  | 'VERIFIED_ALREADY';

/** Nothing needs to be said. */
export type EmailVerificationSendInput = {
  /** Echoed nowhere; GraphQL wants an input to have a field. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of EmailVerifyUserError. */
export type EmailVerifyErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LINK_INVALID. */
  | 'LINK_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OTHER_ACCOUNT. */
  | 'OTHER_ACCOUNT'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SIGN_IN_REQUIRED. */
  | 'SIGN_IN_REQUIRED';

/** A link to be followed. */
export type EmailVerifyInput = {
  /** The last part of the link's address. */
  token: Scalars['String']['input'];
};

/** Codes of EngagementSettingsUpdateUserError. */
export type EngagementSettingsUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETENTION_OUT_OF_RANGE. */
  | 'RETENTION_OUT_OF_RANGE';

/** How long single events are to be kept. */
export type EngagementSettingsUpdateInput = {
  /** 7 to 730. What is older is deleted within minutes, and does not come back. */
  retentionDays: Scalars['Int']['input'];
};

/** What engagement is summed by. */
export type EngagementStep =
  /** UTC days; 400 days at most. */
  | 'DAY'
  /** UTC hours; 31 days at most. */
  | 'HOUR';

/** Codes of EnrollmentAcceptUserError. */
export type EnrollmentAcceptErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** See the message: INVITATION_INVALID. */
  | 'INVITATION_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** An invitation to accept. */
export type EnrollmentAcceptInput = {
  /** `inv_…` */
  invitation: Scalars['String']['input'];
};

/** Codes of EnrollmentApplyUserError. */
export type EnrollmentApplyErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PROGRAM_NOT_OPEN. */
  | 'PROGRAM_NOT_OPEN'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A programme to ask to join. */
export type EnrollmentApplyInput = {
  programId: Scalars['ID']['input'];
};

/** Codes of EnrollmentApproveUserError. */
export type EnrollmentApproveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of EnrollmentBanUserError. */
export type EnrollmentBanErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Which enrollments. */
export type EnrollmentFilter = {
  programId?: InputMaybe<Scalars['ID']['input']>;
  /** Name or e-mail has this in it, in capitals or not. At most 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<EnrollmentState>;
};

/** Codes of EnrollmentGroupUserError. */
export type EnrollmentGroupErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: GROUP_OF_ANOTHER_PROGRAM. */
  | 'GROUP_OF_ANOTHER_PROGRAM'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Which group an affiliate is in. */
export type EnrollmentGroupInput = {
  enrollmentId: Scalars['ID']['input'];
  /** None unless given. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
};

/** An enrollment to do something with. */
export type EnrollmentInput = {
  enrollmentId: Scalars['ID']['input'];
};

/** Codes of EnrollmentInviteUserError. */
export type EnrollmentInviteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EMAIL_INVALID. */
  | 'EMAIL_INVALID'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Somebody to invite. */
export type EnrollmentInviteInput = {
  email: Scalars['String']['input'];
  name: Scalars['String']['input'];
  programId: Scalars['ID']['input'];
};

/** Codes of EnrollmentLeaveUserError. */
export type EnrollmentLeaveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of EnrollmentRejectUserError. */
export type EnrollmentRejectErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Where an affiliate stands in a programme. */
export type EnrollmentState =
  | 'ACTIVE'
  | 'APPLIED'
  | 'BANNED'
  | 'INVITED'
  | 'LEFT'
  | 'REJECTED'
  | 'SUSPENDED';

/** Codes of EnrollmentSuspendUserError. */
export type EnrollmentSuspendErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_STATE. */
  | 'INVALID_STATE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A way into the house: the graph, any other address, the command line, a job of the server's own. */
export type Entrance =
  | 'CLI'
  | 'GRAPHQL'
  | 'REST'
  | 'WORKER';

/** Codes of FeedCreateUserError. */
export type FeedCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HANDLE_INVALID. */
  | 'HANDLE_INVALID'
  /** See the message: HASHTAG_INVALID. */
  | 'HASHTAG_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LANGUAGE_INVALID. */
  | 'LANGUAGE_INVALID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PIN_TWICE. */
  | 'PIN_TWICE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RULE_TWICE. */
  | 'RULE_TWICE'
  /** See the message: STARS_INVALID. */
  | 'STARS_INVALID'
  /** See the message: TOO_MANY. */
  | 'TOO_MANY';

/** A new feed. */
export type FeedCreateInput = {
  /** Of its pins alone; not beside `rule`. */
  curated?: InputMaybe<Scalars['Boolean']['input']>;
  /** Its word in addresses: 1 to 63 of `a-z`, `0-9` and `-`. */
  handle: Scalars['String']['input'];
  /** Short for a rule of this kind; not beside `rule`. */
  momentKind?: InputMaybe<MomentKind>;
  name: Scalars['String']['input'];
  /** RANKED unless given. */
  order?: InputMaybe<FeedOrder>;
  /** What comes first, in this order. At most 50. */
  pinIds?: Array<Scalars['ID']['input']>;
  /** Short for a rule of this product; not beside `rule`. */
  productId?: InputMaybe<Scalars['ID']['input']>;
  /** What it shows by itself; every moment unless said. */
  rule?: InputMaybe<FeedRuleInput>;
};

/**
 * What a feed shows first, after its pins: what people do most with, lately; the most stars, of what has any; the most helpful
 * by the votes of readers; the newest.
 */
export type FeedOrder =
  | 'MOST_HELPFUL'
  | 'NEWEST'
  | 'RANKED'
  | 'TOP_RATED';

/** Which moments a feed shows by itself. Of each list that is given one has to fit; an empty one asks for nothing. */
export type FeedRuleInput = {
  /** Creators, one of whom wrote it. At most 250. */
  creatorIds?: Array<Scalars['ID']['input']>;
  /** Hashtags in its title or body, with or without `#`. At most 50. */
  hashtags?: Array<Scalars['String']['input']>;
  /** What its author may want. */
  intents?: Array<Intent>;
  kinds?: Array<MomentKind>;
  /** Languages, as `en` or `en-GB`, of which the first part counts. At most 50. */
  languages?: Array<Scalars['String']['input']>;
  /** Products, one of which it is about. At most 250. */
  productIds?: Array<Scalars['ID']['input']>;
  /** A moment without stars then does not fit. */
  stars?: InputMaybe<StarRangeInput>;
};

/** Codes of FeedUpdateUserError. */
export type FeedUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HASHTAG_INVALID. */
  | 'HASHTAG_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LANGUAGE_INVALID. */
  | 'LANGUAGE_INVALID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PIN_TWICE. */
  | 'PIN_TWICE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RULE_TWICE. */
  | 'RULE_TWICE'
  /** See the message: STARS_INVALID. */
  | 'STARS_INVALID'
  /** See the message: TOO_MANY. */
  | 'TOO_MANY'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT';

/** What is to change of a feed. What is left out stays. */
export type FeedUpdateInput = {
  /** Of its pins alone from now on, or no longer; not beside `rule`. */
  curated?: InputMaybe<Scalars['Boolean']['input']>;
  feedId: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  order?: InputMaybe<FeedOrder>;
  /** What comes first: all of them. */
  pinIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** What it shows by itself: the whole rule. */
  rule?: InputMaybe<FeedRuleInput>;
  /**
   * The version this was decided on, as `Feed.version` says it: one that has changed since stays as it is
   * (`VERSION_CONFLICT`, with the feed as it stands now).
   */
  version: Scalars['Int']['input'];
};

/** What a signal adds to the score from now on. */
export type FraudPointsInput = {
  /** 0 to 100; at 0 it is off. */
  points: Scalars['Int']['input'];
  signal: FraudSignal;
};

/**
 * What may be wrong with a conversion, or with how it came about: the buyer's e-mail is the affiliate's own; so is their
 * browser; the buyer is another affiliate of the same bank account; the link had more clicks within an hour than people
 * make; most of its clicks are repeats; it came sooner after the click than somebody can buy; the code is on coupon sites;
 * the mailbox is a disposable one; the click came from a banned host; other affiliates are paid to the same bank account.
 */
export type FraudSignal =
  | 'BANNED_REFERRER'
  | 'CLICK_FLOOD'
  | 'DISPOSABLE_EMAIL'
  | 'DUPLICATE_VISITORS'
  | 'LEAKED_CODE'
  | 'SELF_REFERRAL_DEVICE'
  | 'SELF_REFERRAL_EMAIL'
  | 'SELF_REFERRAL_PAYOUT_ACCOUNT'
  | 'SHARED_PAYOUT_ACCOUNT'
  | 'TOO_SOON';

/** Codes of FraudThresholdsUpdateUserError. */
export type FraudThresholdsUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HOST_INVALID. */
  | 'HOST_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OUT_OF_RANGE. */
  | 'OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SIGNAL_TWICE. */
  | 'SIGNAL_TWICE'
  /** See the message: TOO_MANY_HOSTS. */
  | 'TOO_MANY_HOSTS';

/** What is to count as a signal of fraud; what is left out stays as it is. */
export type FraudThresholdsUpdateInput = {
  /** All of them, each as spam.example; 250 at most. */
  bannedReferrers?: InputMaybe<Array<Scalars['String']['input']>>;
  /** All of them, each as deals.example; 250 at most. */
  couponHosts?: InputMaybe<Array<Scalars['String']['input']>>;
  /** 1 to 100000. */
  duplicateClicksMin?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 100. */
  duplicatePercent?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 100000. */
  floodClicksPerHour?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 100. */
  holdAt?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 100. */
  leakedPercent?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 1000. */
  leakedUsesMin?: InputMaybe<Scalars['Int']['input']>;
  /** Each signal once; those that are not named stay as they are. */
  points?: InputMaybe<Array<FraudPointsInput>>;
  /** 1 to 86400. */
  tooSoonSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** Codes of FundingMethodAddUserError. */
export type FundingMethodAddErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID'
  /** See the message: TOO_MANY. */
  | 'TOO_MANY'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A way to pay to be set up. */
export type FundingMethodAddInput = {
  currency: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
  kind: FundingMethodKind;
  /** A path of the web app to come back to from Stripe's page; a page of ours unless given. */
  returnPath?: InputMaybe<Scalars['String']['input']>;
};

/** How a tenant pays: by card, or by a debit at its bank (ACH, SEPA, Bacs, PADs). */
export type FundingMethodKind =
  | 'ACSS_DEBIT'
  | 'BACS_DEBIT'
  | 'CARD'
  | 'SEPA_DEBIT'
  | 'US_BANK_ACCOUNT';

/** Codes of FundingMethodRemoveUserError. */
export type FundingMethodRemoveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Which to take away. */
export type FundingMethodRemoveInput = {
  methodId: Scalars['ID']['input'];
};

/** Where a saved way to pay stands. */
export type FundingMethodState =
  | 'ACTIVE'
  | 'FAILED'
  | 'PENDING'
  | 'REMOVED';

/** Where a funding stands. */
export type FundingState =
  | 'CREATED'
  | 'DISPUTED'
  | 'FAILED'
  | 'RETURNED'
  | 'SETTLED'
  | 'STARTED';

/** Where a grant stands in its window: it has not begun; it holds; it holds and ends soon; it is over. */
export type GrantPhase =
  | 'EXPIRED'
  | 'NOT_STARTED'
  | 'RUNNING'
  | 'UPCOMING';

/** Codes of GroupCreateUserError. */
export type GroupCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A new group. */
export type GroupCreateInput = {
  /** 1 to 200 characters, unique in its programme. */
  name: Scalars['String']['input'];
  programId: Scalars['ID']['input'];
  /** Whether it is of coupon sites or extensions; not unless given. */
  standsDown?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Codes of GroupUpdateUserError. */
export type GroupUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What to change of a group; what is left out stays. */
export type GroupUpdateInput = {
  groupId: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  standsDown?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How a file is written. */
export type ImportFormat =
  | 'CSV'
  | 'JSONL';

/** A file, or a piece of one. */
export type ImportInput = {
  /** The file's text, at most 200,000 bytes; a piece of CSV carries the header line. */
  data: Scalars['String']['input'];
  /** The line in the file of what follows the header line, for a piece that is not the first. */
  firstLine?: InputMaybe<Scalars['Int']['input']>;
  format: ImportFormat;
  /** The mapping file: which column is what. At most 64,000 bytes. */
  mapping: Scalars['String']['input'];
};

/** What the author of a moment wants: to understand; to be somewhere; to get something done; to have something; nothing. */
export type Intent =
  | 'BUY'
  | 'DO'
  | 'GO'
  | 'KNOW'
  | 'NONE';

/** What a ledger account is for. Those of the platform are hidden. */
export type LedgerAccountKind =
  | 'ACCRUED'
  | 'ADJUSTMENTS'
  | 'CLAWBACK_PENDING'
  | 'DEBT'
  | 'FEE_REVENUE'
  | 'FUNDING_PENDING'
  | 'PAYABLE'
  | 'PAYOUT_CLEARING'
  | 'PENDING'
  | 'RECEIVABLE'
  | 'STRIPE_AVAILABLE'
  | 'STRIPE_FEES'
  | 'STRIPE_PENDING'
  | 'SUBSCRIPTION_REVENUE'
  | 'WALLET';

/** What an entry of the ledger records. */
export type LedgerEvent =
  | 'COMMISSION_MATURED'
  | 'COMMISSION_RECORDED'
  | 'COMMISSION_REFUNDED'
  | 'COMMISSION_VOIDED'
  | 'DEBT_WRITTEN_OFF'
  | 'FUNDING_FAILED'
  | 'FUNDING_REINSTATED'
  | 'FUNDING_REPAID'
  | 'FUNDING_RETURNED'
  | 'FUNDING_SETTLED'
  | 'FUNDING_STARTED'
  | 'PAYOUT_RESERVED'
  | 'RESERVE_REVERSED'
  | 'SUBSCRIPTION_PAID'
  | 'SUBSCRIPTION_RETURNED'
  | 'TRANSFER_CONFIRMED'
  | 'TRANSFER_REVERSED'
  | 'WALLET_RETURNED'
  | 'WALLET_RETURN_FAILED';

/** Codes of LinkCreateUserError. */
export type LinkCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: DESTINATION_INVALID. */
  | 'DESTINATION_INVALID'
  /** See the message: DESTINATION_NOT_ALLOWED. */
  | 'DESTINATION_NOT_ALLOWED'
  /** See the message: ENROLLMENT_NOT_ACTIVE. */
  | 'ENROLLMENT_NOT_ACTIVE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SLUG_INVALID. */
  | 'SLUG_INVALID'
  /** See the message: SLUG_TAKEN. */
  | 'SLUG_TAKEN';

/** A new link. */
export type LinkCreateInput = {
  /** http or https, at most 2,000 characters, without credentials. */
  destination: Scalars['String']['input'];
  enrollmentId: Scalars['ID']['input'];
  /** The moment it belongs to. */
  momentId?: InputMaybe<Scalars['ID']['input']>;
  /** 4 to 64 of `A-Z`, `a-z`, `0-9`, `_` and `-`; eight of them by chance unless given. */
  slug?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of LinkDisableUserError. */
export type LinkDisableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of LinkEnableUserError. */
export type LinkEnableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A link to switch. */
export type LinkInput = {
  linkId: Scalars['ID']['input'];
};

/** Where a mail stands. */
export type MailState =
  | 'GIVEN_UP'
  | 'NOT_WANTED'
  | 'QUEUED'
  | 'SENT';

/** What of a period's totals is measured. */
export type Measure =
  | 'AMOUNT'
  | 'SALES';

/** How large a picture is wanted: no side above 320 pixels; none above 1,280; as it came. */
export type MediaSize =
  | 'LARGE'
  | 'ORIGINAL'
  | 'SMALL';

/** What an image or a video is, by its content. What is handed in as WEBP or GIF is kept as JPEG or PNG. */
export type MediaType =
  | 'GIF'
  | 'JPEG'
  | 'MP4'
  | 'PNG'
  | 'QUICKTIME'
  | 'WEBP';

/** Codes of MemberInvitationAcceptUserError. */
export type MemberInvitationAcceptErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EMAIL_UNVERIFIED. */
  | 'EMAIL_UNVERIFIED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LINK_INVALID. */
  | 'LINK_INVALID'
  /** See the message: MEMBER_ALREADY. */
  | 'MEMBER_ALREADY'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_SEAT_LEFT. */
  | 'NO_SEAT_LEFT'
  /** See the message: OTHER_ACCOUNT. */
  | 'OTHER_ACCOUNT'
  /** See the message: PASSWORD_TOO_LONG. */
  | 'PASSWORD_TOO_LONG'
  /** See the message: PASSWORD_TOO_SHORT. */
  | 'PASSWORD_TOO_SHORT'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SIGN_IN_REQUIRED. */
  | 'SIGN_IN_REQUIRED'
  /** See the message: TERMS_OUTDATED. */
  | 'TERMS_OUTDATED';

/** An invitation to accept. */
export type MemberInvitationAcceptInput = {
  /** The name of somebody new. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The password they choose, 10 to 200 characters. */
  password?: InputMaybe<Scalars['String']['input']>;
  /** The version of the terms of use that is accepted by joining: the current one. */
  termsOfUseVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The last part of the link's address. */
  token: Scalars['String']['input'];
};

/** Codes of MemberInvitationRevokeUserError. */
export type MemberInvitationRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVITATION_ACCEPTED. */
  | 'INVITATION_ACCEPTED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** An invitation to call off. */
export type MemberInvitationRevokeInput = {
  memberInvitationId: Scalars['ID']['input'];
};

/** Where an invitation to a team stands: it waits; nobody has accepted it in time; it was called off; somebody has joined. */
export type MemberInvitationState =
  | 'ACCEPTED'
  | 'EXPIRED'
  | 'OPEN'
  | 'REVOKED';

/** Codes of MemberInviteUserError. */
export type MemberInviteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EMAIL_INVALID. */
  | 'EMAIL_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVITED_ALREADY. */
  | 'INVITED_ALREADY'
  /** See the message: MEMBER_ALREADY. */
  | 'MEMBER_ALREADY'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_SEAT_LEFT. */
  | 'NO_SEAT_LEFT'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Somebody to ask. */
export type MemberInviteInput = {
  email: Scalars['String']['input'];
  /** What they will be. Only an owner asks owners. */
  role: MemberRole;
};

/** Codes of MemberLeaveUserError. */
export type MemberLeaveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LAST_OWNER. */
  | 'LAST_OWNER'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Nothing needs to be said. */
export type MemberLeaveInput = {
  /** Echoed nowhere; GraphQL wants an input to have a field. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MemberRemoveUserError. */
export type MemberRemoveErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LAST_OWNER. */
  | 'LAST_OWNER'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A member to remove. */
export type MemberRemoveInput = {
  userId: Scalars['ID']['input'];
};

/** A member's role in a tenant. */
export type MemberRole =
  | 'ADMIN'
  | 'ANALYST'
  | 'EDITOR'
  | 'FINANCE'
  | 'OWNER';

/** Codes of MemberRoleSetUserError. */
export type MemberRoleSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LAST_OWNER. */
  | 'LAST_OWNER'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OWNER_ONLY. */
  | 'OWNER_ONLY'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A member's new role. */
export type MemberRoleSetInput = {
  role: MemberRole;
  userId: Scalars['ID']['input'];
};

/** Codes of MissedSaleAcceptUserError. */
export type MissedSaleAcceptErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_A_SALE. */
  | 'NOT_A_SALE'
  /** See the message: NOT_CREDITED. */
  | 'NOT_CREDITED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A missed sale that is found. */
export type MissedSaleAcceptInput = {
  /** The sale it is. */
  conversionId: Scalars['ID']['input'];
  missedSaleId: Scalars['ID']['input'];
};

/** Which missed sales. */
export type MissedSaleFilter = {
  enrollmentId?: InputMaybe<Scalars['ID']['input']>;
  /** The order reference begins with this; capitals do not count. At most 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<MissedSaleState>;
};

/** Codes of MissedSaleRejectUserError. */
export type MissedSaleRejectErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A missed sale that is turned down. */
export type MissedSaleRejectInput = {
  missedSaleId: Scalars['ID']['input'];
  /** What the affiliate is told, 1 to 500 characters. */
  reason: Scalars['String']['input'];
};

/** Codes of MissedSaleReportUserError. */
export type MissedSaleReportErrorCode =
  /** See the message: ALREADY_REPORTED. */
  | 'ALREADY_REPORTED'
  /** See the message: AMOUNT_INVALID. */
  | 'AMOUNT_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: DATE_INVALID. */
  | 'DATE_INVALID'
  /** See the message: ENROLLMENT_NOT_ACTIVE. */
  | 'ENROLLMENT_NOT_ACTIVE'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_MANY_OPEN. */
  | 'TOO_MANY_OPEN'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A sale that is missing. */
export type MissedSaleReportInput = {
  /** About how much, in minor units. */
  amountMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** What was paid in; with the amount. */
  currency?: InputMaybe<Scalars['String']['input']>;
  /** The programme it belongs to. */
  enrollmentId: Scalars['ID']['input'];
  /** What shows it, 1 to 2,000 characters. */
  evidence: Scalars['String']['input'];
  /** The day, `2026-03-02`; at most a year ago. */
  occurredOn: Scalars['String']['input'];
  /** What the buyer was told, 1 to 200 characters. */
  orderReference?: InputMaybe<Scalars['String']['input']>;
};

/**
 * Where a sale that an affiliate misses stands: it waits for the brand; it is found and pays them; the brand says why not;
 * they have taken it back.
 */
export type MissedSaleState =
  | 'ACCEPTED'
  | 'REJECTED'
  | 'REPORTED'
  | 'WITHDRAWN';

/** Codes of MissedSaleWithdrawUserError. */
export type MissedSaleWithdrawErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A missed sale to take back. */
export type MissedSaleWithdrawInput = {
  missedSaleId: Scalars['ID']['input'];
};

/** What the moderators think of a moment. */
export type Moderation =
  | 'APPROVED'
  | 'FLAGGED'
  | 'PENDING'
  | 'REJECTED';

/** Codes of ModerationClaimNextUserError. */
export type ModerationClaimNextErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OUT_OF_RANGE. */
  | 'OUT_OF_RANGE'
  /** See the message: PERSON_REQUIRED. */
  | 'PERSON_REQUIRED'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What to look at next. */
export type ModerationClaimNextInput = {
  /** How many, 1 to 50. */
  count?: Scalars['Int']['input'];
  /** Of what waits; `mine` and `free` say nothing here. */
  filter?: InputMaybe<ModerationQueueFilter>;
};

/** Which of what waits; what is left out leaves all. */
export type ModerationQueueFilter = {
  /** Only what nobody looks at. */
  free?: Scalars['Boolean']['input'];
  /** Only what whoever asks looks at. */
  mine?: Scalars['Boolean']['input'];
  /** PENDING or FLAGGED alone. */
  moderation?: InputMaybe<Moderation>;
  /** Only what this rule found something in. */
  rule?: InputMaybe<ModerationRule>;
};

/** What exactly a rule has found. */
export type ModerationReason =
  | 'ALL_CAPITALS'
  | 'BANNED_HOST'
  | 'BLOCKED_WORD'
  | 'BLOCKED_WORD_DISGUISED'
  | 'DIRECTION_OVERRIDE'
  | 'EMAIL_ADDRESS'
  | 'EMAIL_DISGUISED'
  | 'EXCLAMATION_MARKS'
  | 'HASHTAGS'
  | 'INVISIBLE_CHARACTERS'
  | 'MENTIONS'
  | 'PROMOTION'
  | 'PROMOTIONS'
  | 'SAME_CHARACTER'
  | 'SAME_PHRASE'
  | 'SAME_TEXT'
  | 'SAME_WORD'
  | 'STACKED_MARKS'
  | 'STREET_ADDRESS'
  | 'TELEPHONE_NUMBER'
  | 'WEB_ADDRESS'
  | 'WEB_ADDRESS_DISGUISED';

/**
 * A rule of moderation: words the tenant does not want; an e-mail address; a telephone number; where somebody lives; addresses on
 * the web; advertising, and what is written like it; the same over and over, or the same as another; characters nobody sees.
 */
export type ModerationRule =
  | 'BLOCKED_WORDS'
  | 'EMAIL'
  | 'HIDDEN_CHARACTERS'
  | 'LINKS'
  | 'POSTAL_ADDRESS'
  | 'REPETITION'
  | 'SPAM'
  | 'TELEPHONE';

/** Codes of ModerationSettingsUpdateUserError. */
export type ModerationSettingsUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HOST_INVALID. */
  | 'HOST_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OUT_OF_RANGE. */
  | 'OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RULE_OFF. */
  | 'RULE_OFF'
  /** See the message: TOO_MANY_HOSTS. */
  | 'TOO_MANY_HOSTS'
  /** See the message: TOO_MANY_WORDS. */
  | 'TOO_MANY_WORDS'
  /** See the message: WORD_EMPTY. */
  | 'WORD_EMPTY'
  /** See the message: WORD_TOO_LONG. */
  | 'WORD_TOO_LONG';

/** What moderation is to do. All of it is said anew: what is left out is as in the standard settings. */
export type ModerationSettingsUpdateInput = {
  /** Hosts that links may lead to, as shop.example or *.shop.example; 100 at most. */
  allowedHosts?: Array<Scalars['String']['input']>;
  /** The confidence from which a moment is approved by itself, per mille, 0 to 1000; null: a person looks at each. */
  approveAt?: InputMaybe<Scalars['Int']['input']>;
  /** Hosts that no link may lead to and no moment come from, in the same manner. */
  bannedHosts?: Array<Scalars['String']['input']>;
  /** Words and phrases that are not wanted; 1000 at most, of 60 characters at most. */
  blockedWords?: Array<Scalars['String']['input']>;
  /** Hashtags a moment may have, 0 to 1000. */
  hashtagsMax?: InputMaybe<Scalars['Int']['input']>;
  /** Rules that may reject by themselves, where they are sure. */
  mayReject?: Array<ModerationRule>;
  /** People a moment may name with @, 0 to 1000. */
  mentionsMax?: InputMaybe<Scalars['Int']['input']>;
  /** Rules that are off. */
  off?: Array<ModerationRule>;
  /** The version this was made from: one that has changed since is left as it is (`CONFLICT`). */
  version: Scalars['Int']['input'];
};

/** Codes of MomentApproveUserError. */
export type MomentApproveErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** What readers are told of a moment: its author bought what it is about; its author is paid for what they say. */
export type MomentBadge =
  | 'INCENTIVISED'
  | 'VERIFIED_BUYER';

/** Codes of MomentClaimUserError. */
export type MomentClaimErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PERSON_REQUIRED. */
  | 'PERSON_REQUIRED'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A moment to look at, or to give back. */
export type MomentClaimInput = {
  momentId: Scalars['ID']['input'];
};

/** Who wrote a moment. */
export type MomentCreatorInput = {
  /** The source's id of them, unique in the tenant. */
  externalId: Scalars['String']['input'];
  name: Scalars['String']['input'];
};

/** Codes of MomentEditUserError. */
export type MomentEditErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CONTROL_CHARACTERS. */
  | 'CONTROL_CHARACTERS'
  /** See the message: EDIT_STALE. */
  | 'EDIT_STALE'
  /** See the message: EMPTY. */
  | 'EMPTY'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_TEXT. */
  | 'NO_TEXT'
  /** See the message: RATING_INVALID. */
  | 'RATING_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_EDITS. */
  | 'TOO_MANY_EDITS'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** What a moment says from now on: all of it is said anew. */
export type MomentEditInput = {
  body: Scalars['String']['input'];
  momentId: Scalars['ID']['input'];
  /** Stars, 1 to 5. */
  rating?: InputMaybe<Scalars['Int']['input']>;
  /** The revision this was made from, as `moderationCase.revision` says it; 1 for what was never changed. */
  revision: Scalars['Int']['input'];
  title?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MomentEraseUserError. */
export type MomentEraseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Which moments. */
export type MomentFilter = {
  creatorId?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<MomentKind>;
  moderation?: InputMaybe<Moderation>;
  productId?: InputMaybe<Scalars['ID']['input']>;
  /** Headline or words have this in them, in capitals or not. At most 100 characters. */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MomentFlagUserError. */
export type MomentFlagErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentHideUserError. */
export type MomentHideErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentImportUserError. */
export type MomentImportErrorCode =
  /** See the message: AMBIGUOUS_COLUMN. */
  | 'AMBIGUOUS_COLUMN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MAPPING_INVALID. */
  | 'MAPPING_INVALID'
  /** See the message: MAPPING_WRONG_KIND. */
  | 'MAPPING_WRONG_KIND'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_HEADER. */
  | 'NO_HEADER'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_BYTES. */
  | 'TOO_MANY_BYTES'
  /** See the message: TOO_MANY_ROWS. */
  | 'TOO_MANY_ROWS'
  /** See the message: UNCLOSED_QUOTE. */
  | 'UNCLOSED_QUOTE'
  /** See the message: UNKNOWN_COLUMN. */
  | 'UNKNOWN_COLUMN'
  /** See the message: UNREADABLE. */
  | 'UNREADABLE';

/** A moment to do something with. */
export type MomentInput = {
  momentId: Scalars['ID']['input'];
  /** What is said of a decision, to colleagues: a line of at most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  /**
   * The version the decision was made on, as `Moment.version` says it: one that has changed since is left as it is
   * (`VERSION_CONFLICT`, with the moment as it stands now). Whatever stands is decided about unless given.
   */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MomentIntentSetUserError. */
export type MomentIntentSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What a person says that the author of a moment wants. */
export type MomentIntentSetInput = {
  /** Null: what was read counts again. */
  intent?: InputMaybe<Intent>;
  momentId: Scalars['ID']['input'];
};

/** What a moment is. */
export type MomentKind =
  | 'ANSWER'
  | 'QUESTION'
  | 'REVIEW'
  | 'SOCIAL_POST'
  | 'VIDEO';

/** Codes of MomentReportUserError. */
export type MomentNoteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOKEN_INVALID. */
  | 'TOKEN_INVALID';

/** A product a moment is about; made when it is not known yet. */
export type MomentProductInput = {
  category?: InputMaybe<Scalars['String']['input']>;
  /** The brand's own key. */
  externalId: Scalars['String']['input'];
  /** Its title, for a product not known yet. */
  title?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MomentRejectUserError. */
export type MomentRejectErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A moment to reject. */
export type MomentRejectInput = {
  code: RejectCode;
  momentId: Scalars['ID']['input'];
  /** As in `MomentInput`. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** As in `MomentInput`. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MomentReleaseUserError. */
export type MomentReleaseErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PERSON_REQUIRED. */
  | 'PERSON_REQUIRED'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Codes of MomentReopenUserError. */
export type MomentReopenErrorCode =
  /** See the message: CLAIMED_BY_OTHER. */
  | 'CLAIMED_BY_OTHER'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT';

/** A moment that should not be shown. */
export type MomentReportInput = {
  momentId: Scalars['ID']['input'];
  /** In the reader's words: a line of at most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  reason: ReportReason;
  /** `Moment.impressionToken`, as it was given with the moment: only who was shown a moment reports it. */
  token: Scalars['String']['input'];
};

/** Codes of MomentRightsDeclineUserError. */
export type MomentRightsDeclineErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentRightsGrantUserError. */
export type MomentRightsGrantErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_TERRITORY. */
  | 'NO_TERRITORY'
  /** See the message: NO_USE. */
  | 'NO_USE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RIGHTS_WINDOW_INVALID. */
  | 'RIGHTS_WINDOW_INVALID'
  /** See the message: SCOPE_MISSING. */
  | 'SCOPE_MISSING'
  /** See the message: TERMS_MISSING. */
  | 'TERMS_MISSING'
  /** See the message: TERMS_UNKNOWN. */
  | 'TERMS_UNKNOWN'
  /** See the message: TERRITORY_INVALID. */
  | 'TERRITORY_INVALID'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
  /** See the message: TOO_MANY_REQUESTS. */
  | 'TOO_MANY_REQUESTS'
  /** See the message: TOO_MANY_TERRITORIES. */
  | 'TOO_MANY_TERRITORIES'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** That an author gave the right to show a moment. */
export type MomentRightsGrantInput = {
  /** Never unless given. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The message they gave it by. */
  evidence: RightsEvidenceInput;
  momentId: Scalars['ID']['input'];
  /** What they gave: what was asked for unless given. Needed where they were never asked. */
  scope?: InputMaybe<RightsScopeInput>;
  /** Now unless given. */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Of what they agreed to: that of the request unless given. Needed where they were never asked. */
  terms?: InputMaybe<Scalars['Int']['input']>;
  /** The version of the moment this was decided on; whatever stands unless given. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** That an author said no, or took back what they gave. */
export type MomentRightsRefusalInput = {
  /** The message they said it by, where there is one. */
  evidence?: InputMaybe<RightsEvidenceInput>;
  momentId: Scalars['ID']['input'];
  /** The version of the moment this was decided on; whatever stands unless given. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MomentRightsRequestUserError. */
export type MomentRightsRequestErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_TERRITORY. */
  | 'NO_TERRITORY'
  /** See the message: NO_USE. */
  | 'NO_USE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TERMS_MISSING. */
  | 'TERMS_MISSING'
  /** See the message: TERMS_UNKNOWN. */
  | 'TERMS_UNKNOWN'
  /** See the message: TERRITORY_INVALID. */
  | 'TERRITORY_INVALID'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
  /** See the message: TOO_MANY_REQUESTS. */
  | 'TOO_MANY_REQUESTS'
  /** See the message: TOO_MANY_TERRITORIES. */
  | 'TOO_MANY_TERRITORIES'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** That an author is asked for the right to show a moment. */
export type MomentRightsRequestInput = {
  /** The message they were asked by. */
  evidence: RightsEvidenceInput;
  momentId: Scalars['ID']['input'];
  /** What is asked for. */
  scope: RightsScopeInput;
  /** The version of the terms they were shown; the newest unless given. */
  terms?: InputMaybe<Scalars['Int']['input']>;
  /** The version of the moment this was decided on; whatever stands unless given. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of MomentRightsRevokeUserError. */
export type MomentRightsRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MESSAGE_ID_INVALID. */
  | 'MESSAGE_ID_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TEXT_HASH_INVALID. */
  | 'TEXT_HASH_INVALID'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Which moments are looked for. */
export type MomentSearchFilter = {
  creatorId?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<MomentKind>;
  /** As `en` or `en-GB`; those of which it is not known are left out. */
  language?: InputMaybe<Scalars['String']['input']>;
  moderation?: InputMaybe<Moderation>;
  productId?: InputMaybe<Scalars['ID']['input']>;
  /** Only what the public may see now. Who may not read every moment finds no others anyway. */
  publishable?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Codes of MomentShowUserError. */
export type MomentShowErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: ERASED. */
  | 'ERASED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: VERSION_CONFLICT. */
  | 'VERSION_CONFLICT'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** Codes of MomentSourceCreateUserError. */
export type MomentSourceCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_MANY_SOURCES. */
  | 'TOO_MANY_SOURCES';

/** A new sender. */
export type MomentSourceCreateInput = {
  /** What its moments have as their source: a line of at most 100 characters, unique in the tenant. It never changes. */
  name: Scalars['String']['input'];
};

/** Codes of MomentSourceDisableUserError. */
export type MomentSourceDisableErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A sender to end. */
export type MomentSourceDisableInput = {
  momentSourceId: Scalars['ID']['input'];
};

/** Codes of MomentSourceRotateUserError. */
export type MomentSourceRotateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OVERLAP_INVALID. */
  | 'OVERLAP_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SOURCE_DISABLED. */
  | 'SOURCE_DISABLED';

/** A sender to be given another secret. */
export type MomentSourceRotateInput = {
  momentSourceId: Scalars['ID']['input'];
  /** Hours both secrets are good for, 0 to 168. */
  overlapHours?: Scalars['Int']['input'];
};

/** Codes of MomentSubmitUserError. */
export type MomentSubmitErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CONTROL_CHARACTERS. */
  | 'CONTROL_CHARACTERS'
  /** See the message: CUSTOMER_NOT_TRUSTED. */
  | 'CUSTOMER_NOT_TRUSTED'
  /** See the message: CUSTOMER_TOKEN_INVALID. */
  | 'CUSTOMER_TOKEN_INVALID'
  /** See the message: EMPTY. */
  | 'EMPTY'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LANGUAGE_INVALID. */
  | 'LANGUAGE_INVALID'
  /** See the message: MEDIA_TWICE. */
  | 'MEDIA_TWICE'
  /** See the message: NOT_AN_ANSWER. */
  | 'NOT_AN_ANSWER'
  /** See the message: NOT_A_QUESTION. */
  | 'NOT_A_QUESTION'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_TEXT. */
  | 'NO_TEXT'
  /** See the message: PERMALINK_INVALID. */
  | 'PERMALINK_INVALID'
  /** See the message: PUBLISHED_AT_OUT_OF_RANGE. */
  | 'PUBLISHED_AT_OUT_OF_RANGE'
  /** See the message: RATING_INVALID. */
  | 'RATING_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SOURCE_TAKEN. */
  | 'SOURCE_TAKEN'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_MEDIA. */
  | 'TOO_MANY_MEDIA'
  /** See the message: TOO_MANY_PRODUCTS. */
  | 'TOO_MANY_PRODUCTS';

/** A moment to hand in. */
export type MomentSubmitInput = {
  body: Scalars['String']['input'];
  creator?: InputMaybe<MomentCreatorInput>;
  /**
   * Your own key of the customer who wrote it, as your sales name them: what they bought makes them a verified buyer. Not with
   * a publishable key, which anybody may hold: there `customerToken` says who they are.
   */
  customer?: InputMaybe<Scalars['String']['input']>;
  /** What `buyerToken` gave your server for the customer whose page hands this in. */
  customerToken?: InputMaybe<Scalars['String']['input']>;
  /** Its key there; unique with the source. */
  externalId: Scalars['String']['input'];
  kind: MomentKind;
  /** Its language, as `en` or `en-GB`, where it is known. */
  language?: InputMaybe<Scalars['String']['input']>;
  /**
   * Its images and videos, in order: ids that `POST /v1/media` has answered, which no other moment has. At most 10. A moment that has
   * any waits for a person, whatever the rules say.
   */
  media?: Array<Scalars['ID']['input']>;
  /** Its page at the source. */
  permalink?: InputMaybe<Scalars['String']['input']>;
  products?: Array<MomentProductInput>;
  /** Now unless given. */
  publishedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The question that an ANSWER is to. A publishable key answers one that is public. */
  question?: InputMaybe<Scalars['ID']['input']>;
  /** Stars, 1 to 5. */
  rating?: InputMaybe<Scalars['Int']['input']>;
  /** Whether the author must be asked for the right to show it; not unless said. */
  rightsRequired?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where it comes from; `api` unless given. */
  source?: InputMaybe<Scalars['String']['input']>;
  title?: InputMaybe<Scalars['String']['input']>;
};

/** One of the moments that are decided about. */
export type MomentToDecide = {
  momentId: Scalars['ID']['input'];
  /** As in `MomentInput`. */
  version?: InputMaybe<Scalars['String']['input']>;
};

/** What is decided. */
export type MomentVerdict =
  /** Fit to show. */
  | 'APPROVE'
  /** Somebody should look again. */
  | 'FLAG'
  /** Not fit to show; the code says why. */
  | 'REJECT'
  /** It waits for a decision again. */
  | 'REOPEN';

/** Codes of MomentVoteUserError. */
export type MomentVoteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOKEN_INVALID. */
  | 'TOKEN_INVALID';

/** What a reader says of a moment. */
export type MomentVoteInput = {
  /** Whether it helped them. */
  helpful: Scalars['Boolean']['input'];
  momentId: Scalars['ID']['input'];
  /** `Moment.impressionToken`, as it was given with the moment: only who was shown a moment votes about it. */
  token: Scalars['String']['input'];
};

/** Codes of MomentsDecideUserError. */
export type MomentsDecideErrorCode =
  /** See the message: CODE_MISSING. */
  | 'CODE_MISSING'
  /** See the message: CODE_UNEXPECTED. */
  | 'CODE_UNEXPECTED'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOTE_INVALID. */
  | 'NOTE_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: OUT_OF_RANGE. */
  | 'OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** One decision about many moments. */
export type MomentsDecideInput = {
  /** Why they are rejected; of REJECT alone. */
  code?: InputMaybe<RejectCode>;
  /** 1 to 100. */
  moments: Array<MomentToDecide>;
  /** What is said of it, to colleagues: a line of at most 500 characters. */
  note?: InputMaybe<Scalars['String']['input']>;
  verdict: MomentVerdict;
};

/** What causes a notice by e-mail. */
export type NoticeCause =
  | 'COMMISSIONS_EARNED'
  | 'COMMISSIONS_TAKEN_BACK'
  | 'FUNDING_DISPUTED'
  | 'FUNDING_FAILED'
  | 'FUNDING_LOST'
  | 'MISSED_SALE_DECIDED'
  | 'PAYOUTS_STOPPED'
  | 'PAYOUT_ACCOUNT_NEEDED'
  | 'PAYOUT_BLOCKED'
  | 'PAYOUT_FAILED'
  | 'PAYOUT_RETURNED'
  | 'PAYOUT_SENT'
  | 'REQUIREMENTS_DUE'
  | 'RUN_AWAITS_APPROVAL'
  | 'RUN_AWAITS_MONEY'
  | 'RUN_AWAITS_START'
  | 'RUN_PAUSED'
  | 'SUBSCRIPTION_RESUMED'
  | 'SUBSCRIPTION_SUSPENDED'
  | 'SUBSCRIPTION_SUSPENDS_SOON'
  | 'SUBSCRIPTION_UNPAID'
  | 'TOP_UP_STOPPED';

/** Codes of NoticePreferencesSetUserError. */
export type NoticePreferencesSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_OPTIONAL. */
  | 'NOT_OPTIONAL'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Notices to do without. */
export type NoticePreferencesSetInput = {
  /** All of them; those that are not named are sent from now on. */
  off: Array<NoticeCause>;
};

/** Codes of PasswordChangeUserError. */
export type PasswordChangeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PASSWORD_TOO_LONG. */
  | 'PASSWORD_TOO_LONG'
  /** See the message: PASSWORD_TOO_SHORT. */
  | 'PASSWORD_TOO_SHORT'
  /** See the message: PASSWORD_WRONG. */
  | 'PASSWORD_WRONG'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Another password, by the one there is. */
export type PasswordChangeInput = {
  currentPassword: Scalars['String']['input'];
  /** The new one: 10 to 200 characters. */
  password: Scalars['String']['input'];
};

/** Codes of PasswordResetUserError. */
export type PasswordResetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LINK_INVALID. */
  | 'LINK_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PASSWORD_TOO_LONG. */
  | 'PASSWORD_TOO_LONG'
  /** See the message: PASSWORD_TOO_SHORT. */
  | 'PASSWORD_TOO_SHORT'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Another password, by a link. */
export type PasswordResetInput = {
  /** 10 to 200 characters. */
  password: Scalars['String']['input'];
  /** The last part of the link's address. */
  token: Scalars['String']['input'];
};

/** Codes of PasswordResetRequestUserError. */
export type PasswordResetRequestErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Whoever has forgotten their password. */
export type PasswordResetRequestInput = {
  email: Scalars['String']['input'];
};

/** In which part a payee helps. */
export type PayeeKind =
  | 'AFFILIATE'
  | 'CREATOR';

/** Codes of PayoutAccountOnboardUserError. */
export type PayoutAccountOnboardErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID';

/** Nothing needs to be said. */
export type PayoutAccountOnboardInput = {
  /** Echoed nowhere. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
  /** A path of the web app to come back to from Stripe; a page of ours that says how the account stands unless given. */
  returnPath?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of PayoutAccountRefreshUserError. */
export type PayoutAccountRefreshErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Nothing needs to be said. */
export type PayoutAccountRefreshInput = {
  /** Echoed nowhere; GraphQL wants an input to have a field. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Where an affiliate's account at Stripe stands. */
export type PayoutAccountState =
  | 'ACTIVE'
  | 'CREATING'
  | 'ONBOARDING'
  | 'RESTRICTED';

/**
 * How often payout runs begin by themselves: every week on one day of it, on the 1st and the 15th, every month on
 * one day of it.
 */
export type PayoutCadence =
  | 'MONTHLY'
  | 'TWICE_MONTHLY'
  | 'WEEKLY';

/** Codes of PayoutCancelUserError. */
export type PayoutCancelErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A payout to call off. */
export type PayoutCancelInput = {
  idempotencyKey: Scalars['String']['input'];
  payoutId: Scalars['ID']['input'];
};

/** Codes of PayoutCautionSetUserError. */
export type PayoutCautionSetErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PERCENT_OUT_OF_RANGE. */
  | 'PERCENT_OUT_OF_RANGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** What is to be unusual from now on. */
export type PayoutCautionSetInput = {
  /** Six digits of the second factor, or a recovery code: asked for of whoever has one, as at `payoutRunApprove`. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** What the limit is in; the tenant's own currency unless told. */
  limitCurrency?: InputMaybe<Scalars['String']['input']>;
  /** Above zero; null: no limit. */
  limitMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** 100 to 10000. */
  unusualPercent: Scalars['Int']['input'];
};

/** Which payouts. */
export type PayoutFilter = {
  /** To this affiliate. */
  affiliateId?: InputMaybe<Scalars['ID']['input']>;
  /** In this run. */
  runId?: InputMaybe<Scalars['ID']['input']>;
  state?: InputMaybe<PayoutState>;
};

/**
 * Why a run does not pay somebody who has earned something: too little; Stripe cannot pay them yet; older debts keep
 * it; corrections have taken it back; it is stopped until somebody has looked.
 */
export type PayoutOmissionReason =
  | 'BELOW_MINIMUM'
  | 'CORRECTED'
  | 'HELD'
  | 'NO_ACCOUNT'
  | 'OFFSET_BY_DEBT';

/** Codes of PayoutRequestUserError. */
export type PayoutRequestErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_ON_DEMAND. */
  | 'NOT_ON_DEMAND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Who is to pay, in which currency. */
export type PayoutRequestInput = {
  currency: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
  tenantId: Scalars['ID']['input'];
};

/** What came of an affiliate's wish to be paid now. */
export type PayoutRequestState =
  | 'BEGUN'
  | 'REFUSED'
  | 'REQUESTED';

/** Codes of PayoutRunApproveUserError. */
export type PayoutRunApproveErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PREVIEW_DIFFERS. */
  | 'PREVIEW_DIFFERS'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_APPROVER_NEEDED. */
  | 'SECOND_APPROVER_NEEDED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to approve. */
export type PayoutRunApproveInput = {
  /**
   * Six digits of the second factor, or a recovery code: asked for again, whenever one signed in, of whoever has one. No
   * part of what the key stands for.
   */
  code?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey: Scalars['String']['input'];
  payoutRunId: Scalars['ID']['input'];
  /** The hash that was previewed. */
  previewHash: Scalars['String']['input'];
};

/** Codes of PayoutRunCancelUserError. */
export type PayoutRunCancelErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to call off. */
export type PayoutRunCancelInput = {
  payoutRunId: Scalars['ID']['input'];
};

/** Codes of PayoutRunCreateUserError. */
export type PayoutRunCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RUN_OPEN. */
  | 'RUN_OPEN'
  /** See the message: TENANT_SUSPENDED. */
  | 'TENANT_SUSPENDED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A run to draft. */
export type PayoutRunCreateInput = {
  currency: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
};

/** Codes of PayoutRunExecuteUserError. */
export type PayoutRunExecuteErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to execute. */
export type PayoutRunExecuteInput = {
  idempotencyKey: Scalars['String']['input'];
  payoutRunId: Scalars['ID']['input'];
};

/** Why there is a payout run. */
export type PayoutRunOrigin =
  | 'MANUAL'
  | 'ON_DEMAND'
  | 'TIMETABLE';

/** Codes of PayoutRunPauseUserError. */
export type PayoutRunPauseErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to stop. */
export type PayoutRunPauseInput = {
  payoutRunId: Scalars['ID']['input'];
};

/** Codes of PayoutRunPreviewUserError. */
export type PayoutRunPreviewErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RUN_EMPTY. */
  | 'RUN_EMPTY'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A run to preview. */
export type PayoutRunPreviewInput = {
  payoutRunId: Scalars['ID']['input'];
};

/** Codes of PayoutRunResumeUserError. */
export type PayoutRunResumeErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_APPROVER_NEEDED. */
  | 'SECOND_APPROVER_NEEDED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: WRONG_STATE. */
  | 'WRONG_STATE';

/** A paused run to go on with. */
export type PayoutRunResumeInput = {
  /** As at `payoutRunApprove`: a second look at what a run was paused for is another approval. */
  code?: InputMaybe<Scalars['String']['input']>;
  payoutRunId: Scalars['ID']['input'];
};

/** Where a payout run stands. */
export type PayoutRunState =
  | 'APPROVED'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'COMPLETED_WITH_FAILURES'
  | 'DRAFT'
  | 'EXECUTING'
  | 'FUNDING'
  | 'PAUSED'
  | 'PREVIEWED';

/** Where a payout stands. */
export type PayoutState =
  | 'BLOCKED'
  | 'CANCELLED'
  | 'FAILED'
  | 'NEEDS_REVIEW'
  | 'PARTIALLY_REVERSED'
  | 'RESERVED'
  | 'REVERSED'
  | 'SUBMITTING'
  | 'TRANSFERRED'
  | 'UNKNOWN';

/** Codes of PayoutTimetableEndUserError. */
export type PayoutTimetableEndErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Which timetable to end. */
export type PayoutTimetableEndInput = {
  currency: Scalars['String']['input'];
};

/** Codes of PayoutTimetableSetUserError. */
export type PayoutTimetableSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: DAY_OUT_OF_RANGE. */
  | 'DAY_OUT_OF_RANGE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY'
  /** See the message: UNKNOWN_TIME_ZONE. */
  | 'UNKNOWN_TIME_ZONE';

/** When runs of a currency are to begin. */
export type PayoutTimetableSetInput = {
  cadence: PayoutCadence;
  currency: Scalars['String']['input'];
  /** 1–7 from Monday for WEEKLY, 1–31 for MONTHLY, none for TWICE_MONTHLY. */
  day?: InputMaybe<Scalars['Int']['input']>;
  /** An IANA name, such as Europe/London. */
  timeZone: Scalars['String']['input'];
};

/** How long totals run, in calendar months (UTC). */
export type Period =
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR';

/** One guarded action, as docs/permissions.txt has them. */
export type Permission =
  | 'AUDIT_READ'
  | 'BILLING_READ'
  | 'BILLING_WRITE'
  | 'CATALOGUE_READ'
  | 'CATALOGUE_WRITE'
  | 'CLAIM_DECIDE'
  | 'COMMISSION_READ'
  | 'COMMISSION_WRITE'
  | 'CONVERSION_READ'
  | 'CONVERSION_WRITE'
  | 'ENROLLMENT_READ'
  | 'ENROLLMENT_WRITE'
  | 'FEED_READ'
  | 'FEED_WRITE'
  | 'FUNDING_READ'
  | 'FUNDING_WRITE'
  | 'IMPORT_WRITE'
  | 'KEY_READ'
  | 'KEY_WRITE'
  | 'LEDGER_READ'
  | 'LINK_WRITE'
  | 'MEMBER_READ'
  | 'MEMBER_WRITE'
  | 'MOMENT_MODERATE'
  | 'MOMENT_READ'
  | 'MOMENT_SUBMIT'
  | 'PAYOUT_APPROVE'
  | 'PAYOUT_READ'
  | 'PAYOUT_WRITE'
  | 'PERSON_ERASE'
  | 'POLICY_WRITE'
  | 'PROGRAM_READ'
  | 'PROGRAM_WRITE'
  | 'REFUND_WRITE'
  | 'TENANT_READ'
  | 'TENANT_WRITE'
  | 'TOUCH_READ'
  | 'TOUCH_REPORT';

/** What a rule pays after its first months. */
export type PhaseInput = {
  bps: Scalars['Int']['input'];
  /** For so many months more; for life unless given. */
  months?: InputMaybe<Scalars['Int']['input']>;
};

/** What a tenant has bought, the smallest first. */
export type Plan =
  | 'FREE'
  | 'GROWTH'
  | 'SCALE';

/** Codes of PolicyCreateUserError. */
export type PolicyCreateErrorCode =
  /** See the message: BONUSES_OUT_OF_RANGE. */
  | 'BONUSES_OUT_OF_RANGE'
  /** See the message: BOUNDS_CONTRADICT. */
  | 'BOUNDS_CONTRADICT'
  /** See the message: BOUNDS_OUT_OF_RANGE. */
  | 'BOUNDS_OUT_OF_RANGE'
  /** See the message: CLICK_WINDOW_OUT_OF_RANGE. */
  | 'CLICK_WINDOW_OUT_OF_RANGE'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: HALF_LIFE_OUT_OF_RANGE. */
  | 'HALF_LIFE_OUT_OF_RANGE'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: STAND_DOWN_OUT_OF_RANGE. */
  | 'STAND_DOWN_OUT_OF_RANGE'
  /** See the message: VIEW_WINDOW_OUT_OF_RANGE. */
  | 'VIEW_WINDOW_OUT_OF_RANGE'
  /** See the message: WEIGHT_SET_MISMATCH. */
  | 'WEIGHT_SET_MISMATCH';

/** The next version of the policy; what is left out stays as it is now, but for the weight set. */
export type PolicyCreateInput = {
  /** 0 to 10000. */
  affiliateCeilingBps?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 10000. */
  affiliateFloorBps?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 10000. */
  assistBonusBps?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 365. */
  clickWindowDays?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 10000. */
  closerCeilingBps?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 10000. */
  closerFloorBps?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 10000. */
  creatorCeilingBps?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 10000. */
  creatorFloorBps?: InputMaybe<Scalars['Int']['input']>;
  /** 0 to 10000, with the assists' at most 10000. */
  firstTouchBonusBps?: InputMaybe<Scalars['Int']['input']>;
  /** 1 to 8760. */
  halfLifeHours?: InputMaybe<Scalars['Int']['input']>;
  model: AttributionModel;
  /** `null` takes it away. */
  standDown?: InputMaybe<StandDownInput>;
  /** 0 to 90. */
  viewWindowDays?: InputMaybe<Scalars['Int']['input']>;
  /** For MARKOV and SHAPLEY: what they pay by. No other model takes one. */
  weightSetId?: InputMaybe<Scalars['ID']['input']>;
};

/** When a rule applies. Each list matches when one of its words does; what is left out always matches. */
export type PredicateInput = {
  /** Product categories of a line. */
  categories?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Coupon codes. */
  codes?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Countries of the buyer, by their two letters of ISO 3166-1. */
  countries?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether the buyer has bought before; a buyer you do not name is neither. */
  customer?: InputMaybe<CustomerKind>;
  /** The order's total at most, in minor units. */
  orderMinorMax?: InputMaybe<Scalars['Int64']['input']>;
  /** The order's total at least, in minor units. */
  orderMinorMin?: InputMaybe<Scalars['Int64']['input']>;
  periodMinorMax?: InputMaybe<Scalars['Int64']['input']>;
  /** The payee's part of the sales of the period before this one, at least, in minor units. */
  periodMinorMin?: InputMaybe<Scalars['Int64']['input']>;
  periodSalesMax?: InputMaybe<Scalars['Int64']['input']>;
  /** The payee's conversions of the period before this one, at least. */
  periodSalesMin?: InputMaybe<Scalars['Int64']['input']>;
  /** Stock codes of a line. */
  skus?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Codes of ProductCreateUserError. */
export type ProductCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A new product. */
export type ProductCreateInput = {
  category?: InputMaybe<Scalars['String']['input']>;
  /** The brand's own key, 1 to 200 characters. */
  externalId: Scalars['String']['input'];
  title: Scalars['String']['input'];
  /** Its page, http or https. */
  url?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of ProgramCreateUserError. */
export type ProgramCreateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INVALID_HOLD_DAYS. */
  | 'INVALID_HOLD_DAYS'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** See the message: INVALID_PAYOUT_MINIMUM. */
  | 'INVALID_PAYOUT_MINIMUM'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A new programme. */
export type ProgramCreateInput = {
  /** AFFILIATES unless given. One programme for CREATORS in each currency. */
  audience?: InputMaybe<Audience>;
  /** ISO 4217. */
  currency: Scalars['String']['input'];
  /** 0 to 365; 30 unless given. */
  holdDays?: InputMaybe<Scalars['Int']['input']>;
  name: Scalars['String']['input'];
  /** The smallest payout in minor units; 0 unless given. */
  payoutMinimumMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** Whether an affiliate may ask to be paid at any time; not unless given. */
  payoutOnDemand?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Codes of ProgramUpdateUserError. */
export type ProgramUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_NAME. */
  | 'INVALID_NAME'
  /** See the message: INVALID_PAYOUT_MINIMUM. */
  | 'INVALID_PAYOUT_MINIMUM'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** What to change of a programme; what is left out stays. */
export type ProgramUpdateInput = {
  name?: InputMaybe<Scalars['String']['input']>;
  /** The smallest payout in minor units. */
  payoutMinimumMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** Whether an affiliate may ask to be paid at any time. */
  payoutOnDemand?: InputMaybe<Scalars['Boolean']['input']>;
  programId: Scalars['ID']['input'];
};

/** Codes of RecoveryCodesMakeUserError. */
export type RecoveryCodesMakeErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_MISSING. */
  | 'SECOND_FACTOR_MISSING'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED';

/** Recovery codes to make anew. */
export type RecoveryCodesMakeInput = {
  /** Six digits, or a recovery code. */
  code: Scalars['String']['input'];
};

/** What a rule pays for later sales of a subscription. */
export type RecurringInput = {
  /** For so many months since the first sale it pays what it pays for that; for life unless given. */
  months?: InputMaybe<Scalars['Int']['input']>;
  /** What it pays afterwards; nothing unless given. */
  then?: InputMaybe<PhaseInput>;
};

/** What is taken back of one line: a quantity, an amount, or both. */
export type RefundLineInput = {
  amountMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** The line's position; or its SKU. */
  position?: InputMaybe<Scalars['Int']['input']>;
  quantity?: InputMaybe<Scalars['Int64']['input']>;
  sku?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of RefundRecordUserError. */
export type RefundRecordErrorCode =
  /** See the message: AMOUNT_ABOVE_PAID. */
  | 'AMOUNT_ABOVE_PAID'
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** See the message: EXTERNAL_ID_INVALID. */
  | 'EXTERNAL_ID_INVALID'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LINE_COUNT. */
  | 'LINE_COUNT'
  /** See the message: NOTHING_LEFT. */
  | 'NOTHING_LEFT'
  /** See the message: NOTHING_NAMED. */
  | 'NOTHING_NAMED'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_POSITIVE. */
  | 'NOT_POSITIVE'
  /** See the message: QUANTITY_ABOVE_BOUGHT. */
  | 'QUANTITY_ABOVE_BOUGHT'
  /** See the message: REFUND_DIFFERS. */
  | 'REFUND_DIFFERS'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SCOPE_INVALID. */
  | 'SCOPE_INVALID'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID'
  /** See the message: UNKNOWN_LINE. */
  | 'UNKNOWN_LINE'
  /** See the message: WORTH_NOTHING. */
  | 'WORTH_NOTHING';

/** A refund to record: lines, an amount alone (spread over the lines), or the whole. */
export type RefundRecordInput = {
  amountMinor?: InputMaybe<Scalars['Int64']['input']>;
  conversionId: Scalars['ID']['input'];
  /** The conversion's currency, to be sure. Another one is refused. */
  currency?: InputMaybe<Scalars['String']['input']>;
  /** The brand's own key; a repeat with the same contents returns the first. */
  externalId: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
  lines?: InputMaybe<Array<RefundLineInput>>;
  /** Now, unless given. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>;
  whole?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Why a moment was rejected. Never for its stars. */
export type RejectCode =
  | 'DUPLICATE'
  | 'OFFENSIVE'
  | 'OFF_TOPIC'
  | 'OTHER'
  | 'PERSONAL_DATA'
  | 'SPAM';

/**
 * Why a reader reports a moment: advertising or nonsense; about something else; insulting or hateful; it tells who or where
 * somebody is; made up, or paid for without saying so; somebody else's work; something else.
 */
export type ReportReason =
  | 'MISLEADING'
  | 'OFFENSIVE'
  | 'OFF_TOPIC'
  | 'OTHER'
  | 'PERSONAL_DATA'
  | 'RIGHTS'
  | 'SPAM';

/** What a rule pays: exactly one of these. */
export type RewardInput =
  /** Minor units per valid click, reckoned once a day. Such a rule has no predicate. */
  { flatPerClickMinor: Scalars['Int64']['input']; flatPerItemMinor?: never; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  /** Minor units per unit, at most what the lines come to. Beside a bonus for an AMOUNT it counts as all of the order. */
  { flatPerClickMinor?: never; flatPerItemMinor: Scalars['Int64']['input']; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  /** Minor units per lead. */
  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor: Scalars['Int64']['input']; flatPerOrderMinor?: never; percentBps?: never; tiers?: never; }
  |  /**
   * Minor units once per order, at most what the lines come to. Beside a bonus for an AMOUNT it counts as its part of
   * `orderMinorMin`, and as all of the order where there is none.
   */
  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor?: never; flatPerOrderMinor: Scalars['Int64']['input']; percentBps?: never; tiers?: never; }
  |  /** Basis points of the lines the rule won. */
  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps: Scalars['Int']['input']; tiers?: never; }
  |  /** Basis points by what the payee has come to in the period. */
  { flatPerClickMinor?: never; flatPerItemMinor?: never; flatPerLeadMinor?: never; flatPerOrderMinor?: never; percentBps?: never; tiers: TiersInput; };

/** Whether the brand may show a moment. */
export type Rights =
  | 'DECLINED'
  | 'GRANTED'
  | 'LAPSED'
  | 'NOT_REQUIRED'
  | 'REQUESTED'
  | 'REVOKED'
  | 'UNREQUESTED';

/** What came of a request for rights. LAPSED is no answer within 14 days. */
export type RightsAnswer =
  | 'DECLINED'
  | 'GRANTED'
  | 'LAPSED';

/** How a creator is asked, and answers. */
export type RightsChannel =
  | 'COMMENT'
  | 'DIRECT_MESSAGE'
  | 'EMAIL'
  | 'FORM';

/** What shows that something was said. The text itself stays where it was said: its SHA-256 proves what it was. */
export type RightsEvidenceInput = {
  channel: RightsChannel;
  /** The channel's id of the message: 1 to 200 characters. */
  messageId: Scalars['String']['input'];
  /** The SHA-256 of its text in UTF-8, as 64 hexadecimal digits. */
  textHash: Scalars['String']['input'];
};

/**
 * Where the rights to a moment stand: nobody was asked; an answer is waited for; granted from a time to come, for now, until soon,
 * until a time that is over; granted for other uses or places than being shown here; refused; not answered in time; taken
 * back.
 */
export type RightsPhase =
  | 'DECLINED'
  | 'ELSEWHERE'
  | 'EXPIRED'
  | 'LAPSED'
  | 'NOT_STARTED'
  | 'REQUESTED'
  | 'REVOKED'
  | 'RUNNING'
  | 'UNREQUESTED'
  | 'UPCOMING';

/** What is asked for or granted. Nothing that is left out is: feeds show what is granted for WEBSITE in the WORLD. */
export type RightsScopeInput = {
  /** Two letters of ISO 3166-1 each, at most 100, or `WORLD` alone. */
  territories: Array<Scalars['String']['input']>;
  uses: Array<RightsUse>;
};

/** Codes of RightsTermsPublishUserError. */
export type RightsTermsPublishErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TERMS_TEXT_INVALID. */
  | 'TERMS_TEXT_INVALID';

/** Terms to publish. */
export type RightsTermsPublishInput = {
  /** 1 to 20,000 characters. */
  body: Scalars['String']['input'];
};

/**
 * Where a brand shows what it was given: its own site and app; its e-mails; its own pages in social networks; advertising that is paid
 * for; sites of those who sell its products; print and packaging.
 */
export type RightsUse =
  | 'ADS'
  | 'EMAIL'
  | 'PRINT'
  | 'RETAIL'
  | 'SOCIAL'
  | 'WEBSITE';

/** One line of terms. */
export type RuleInput = {
  name: Scalars['String']['input'];
  predicate?: InputMaybe<PredicateInput>;
  /** Later sales of a subscription earn nothing by this rule unless given. */
  recurring?: InputMaybe<RecurringInput>;
  reward: RewardInput;
};

/** What a secret key may do: one scope for each group of permissions. */
export type Scope =
  | 'CATALOGUE_READ'
  | 'CATALOGUE_WRITE'
  | 'CONVERSIONS_READ'
  | 'CONVERSIONS_WRITE'
  | 'IMPORT'
  | 'MOMENTS_READ'
  | 'MOMENTS_WRITE'
  | 'MONEY_READ'
  | 'MONEY_WRITE'
  | 'PROGRAMS_READ'
  | 'PROGRAMS_WRITE';

/** Codes of SecondFactorBeginUserError. */
export type SecondFactorBeginErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PASSWORD_WRONG. */
  | 'PASSWORD_WRONG'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED';

/** A second factor to set up. */
export type SecondFactorBeginInput = {
  /** A code of the one there is, where there is one. */
  code?: InputMaybe<Scalars['String']['input']>;
  password: Scalars['String']['input'];
};

/** Codes of SecondFactorConfirmUserError. */
export type SecondFactorConfirmErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NOT_BEGUN. */
  | 'NOT_BEGUN'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A code of the new second factor. */
export type SecondFactorConfirmInput = {
  /** Six digits. */
  code: Scalars['String']['input'];
};

/** Codes of SecondFactorRemoveUserError. */
export type SecondFactorRemoveErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PASSWORD_WRONG. */
  | 'PASSWORD_WRONG'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: REQUIRED_BY_TENANT. */
  | 'REQUIRED_BY_TENANT'
  /** See the message: SECOND_FACTOR_MISSING. */
  | 'SECOND_FACTOR_MISSING'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED';

/** A second factor to do without. */
export type SecondFactorRemoveInput = {
  /** Six digits, or a recovery code. */
  code: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** Codes of SessionRevokeUserError. */
export type SessionRevokeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A session to end. */
export type SessionRevokeInput = {
  sessionId: Scalars['ID']['input'];
};

/** Codes of SessionRevokeOthersUserError. */
export type SessionRevokeOthersErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Nothing needs to be said. */
export type SessionRevokeOthersInput = {
  /** Echoed nowhere; GraphQL wants an input to have a field. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of SignInUserError. */
export type SignInErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INVALID_CREDENTIALS. */
  | 'INVALID_CREDENTIALS'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED';

/** A person signs in. */
export type SignInInput = {
  /** Six digits of the second factor, or a recovery code, where the account has one. */
  code?: InputMaybe<Scalars['String']['input']>;
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
  /** The tenant to work in; the oldest of theirs unless named. */
  tenantId?: InputMaybe<Scalars['ID']['input']>;
};

/** Codes of SignOutUserError. */
export type SignOutErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Nothing needs to be said. */
export type SignOutInput = {
  /** Echoed nowhere; GraphQL wants an input to have a field. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of SignUpUserError. */
export type SignUpErrorCode =
  /** See the message: CODE_INVALID. */
  | 'CODE_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: EMAIL_INVALID. */
  | 'EMAIL_INVALID'
  /** See the message: EMAIL_TAKEN. */
  | 'EMAIL_TAKEN'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PASSWORD_TOO_LONG. */
  | 'PASSWORD_TOO_LONG'
  /** See the message: PASSWORD_TOO_SHORT. */
  | 'PASSWORD_TOO_SHORT'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_REQUIRED. */
  | 'SECOND_FACTOR_REQUIRED'
  /** See the message: TERMS_OUTDATED. */
  | 'TERMS_OUTDATED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A brand signs up. */
export type SignUpInput = {
  /** A code of the second factor, where the e-mail's account has one. */
  code?: InputMaybe<Scalars['String']['input']>;
  /** What its programmes pay in unless they say otherwise. ISO 4217. */
  currency: Scalars['String']['input'];
  email: Scalars['String']['input'];
  /** The owner's name. */
  name: Scalars['String']['input'];
  /** 10 to 200 characters. */
  password: Scalars['String']['input'];
  /** The brand's name. */
  tenantName: Scalars['String']['input'];
  /** The version of the terms of use that is accepted by signing up: the current one. */
  termsOfUseVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** What becomes of late codes and extensions. */
export type StandDownInput = {
  /** 0 to 9999. */
  keepsBps: Scalars['Int']['input'];
  /** 1 to 43200. */
  minutes: Scalars['Int']['input'];
};

/** How many stars a moment has that is shown. They order no feed but one that is TOP_RATED. */
export type StarRangeInput = {
  /** 1 to 5. */
  least: Scalars['Int']['input'];
  /** 1 to 5, and not fewer. */
  most: Scalars['Int']['input'];
};

/** Codes of SubscriptionCancelUserError. */
export type SubscriptionCancelErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_SUBSCRIBED. */
  | 'NOT_SUBSCRIBED'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** How to end the subscription. */
export type SubscriptionCancelInput = {
  /** Takes back that it was to end. */
  undo?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Codes of SubscriptionChangeUserError. */
export type SubscriptionChangeErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_NOT_SOLD. */
  | 'CURRENCY_NOT_SOLD'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_SUBSCRIBED. */
  | 'NOT_SUBSCRIBED'
  /** See the message: PLAN_NOT_SOLD. */
  | 'PLAN_NOT_SOLD'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Another plan. */
export type SubscriptionChangeInput = {
  /**
   * A larger plan counts at once, a smaller one with the next period. The one that stands takes back what was asked for
   * before.
   */
  plan: Plan;
};

/** Where an invoice of a subscription stands. */
export type SubscriptionInvoiceState =
  | 'DRAFT'
  | 'OPEN'
  | 'PAID'
  | 'UNCOLLECTIBLE'
  | 'VOID';

/** Codes of SubscriptionStartUserError. */
export type SubscriptionStartErrorCode =
  /** See the message: ALREADY_SUBSCRIBED. */
  | 'ALREADY_SUBSCRIBED'
  /** See the message: CHECKOUT_EXPIRED. */
  | 'CHECKOUT_EXPIRED'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_NOT_SOLD. */
  | 'CURRENCY_NOT_SOLD'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVOICE_UNPAID. */
  | 'INVOICE_UNPAID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PLAN_NOT_SOLD. */
  | 'PLAN_NOT_SOLD'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A plan to buy. */
export type SubscriptionStartInput = {
  /** GBP, USD or EUR. */
  currency: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
  /** GROWTH or SCALE. */
  plan: Plan;
  /** A path of the web app to come back to from Stripe's page; a page of ours unless given. */
  returnPath?: InputMaybe<Scalars['String']['input']>;
};

/**
 * Where a subscription stands: INCOMPLETE until its first invoice is paid; PAST_DUE while an invoice is owed and everything
 * works; SUSPENDED when that has lasted too long.
 */
export type SubscriptionState =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'INCOMPLETE'
  | 'PAST_DUE'
  | 'SUSPENDED';

/** A tax form or report: the US forms 1099-NEC and 1099-K; the EU's DAC7 and the UK's reports of platforms. */
export type TaxForm =
  | 'EU_DAC7'
  | 'UK_PLATFORMS'
  | 'US_K'
  | 'US_NEC';

/** Codes of TenantUpdateUserError. */
export type TenantUpdateErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LINK_HOST_INVALID. */
  | 'LINK_HOST_INVALID'
  /** See the message: NAME_INVALID. */
  | 'NAME_INVALID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: ORIGIN_INVALID. */
  | 'ORIGIN_INVALID'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: SECOND_FACTOR_MISSING. */
  | 'SECOND_FACTOR_MISSING';

/** Changes of the tenant's settings; what is left out stays. */
export type TenantUpdateInput = {
  /**
   * Hosts links may lead to, as `shop.example`, or `*.shop.example` for what is under it; while there are none, the team's
   * links may lead anywhere, and affiliates make none. A link that leads elsewhere leads nowhere from then on.
   */
  linkHosts?: InputMaybe<Array<Scalars['String']['input']>>;
  name?: InputMaybe<Scalars['String']['input']>;
  /**
   * Web origins publishable keys may be used from, as `https://shop.example`, unless a key names its own; while there are
   * none, no page may.
   */
  origins?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether somebody other than its drafter must approve a payout run. */
  secondApprover?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether members must have a second factor. Whoever asks for it must have one, proved in their session. */
  secondFactorRequired?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Codes of TermsCreateUserError. */
export type TermsCreateErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BACKDATED. */
  | 'BACKDATED'
  /** See the message: BONUS_INVALID. */
  | 'BONUS_INVALID'
  /** See the message: BONUS_UNBOUNDED. */
  | 'BONUS_UNBOUNDED'
  /** See the message: CAPS_CONTRADICT. */
  | 'CAPS_CONTRADICT'
  /** See the message: CAP_INVALID. */
  | 'CAP_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: COUNTRY_UNKNOWN. */
  | 'COUNTRY_UNKNOWN'
  /** See the message: GROUP_OF_ANOTHER_PROGRAM. */
  | 'GROUP_OF_ANOTHER_PROGRAM'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: PREDICATE_ORDER_BOUNDS. */
  | 'PREDICATE_ORDER_BOUNDS'
  /** See the message: PREDICATE_PERIOD_BOUNDS. */
  | 'PREDICATE_PERIOD_BOUNDS'
  /** See the message: PREDICATE_WORDS. */
  | 'PREDICATE_WORDS'
  /** See the message: RATE_OUT_OF_RANGE. */
  | 'RATE_OUT_OF_RANGE'
  /** See the message: RECURRING_MONTHS. */
  | 'RECURRING_MONTHS'
  /** See the message: RECURRING_PHASE. */
  | 'RECURRING_PHASE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: REWARD_ABOVE_WHOLE. */
  | 'REWARD_ABOVE_WHOLE'
  /** See the message: RULE_CONTRADICTION. */
  | 'RULE_CONTRADICTION'
  /** See the message: RULE_COUNT. */
  | 'RULE_COUNT'
  /** See the message: RULE_NAME. */
  | 'RULE_NAME'
  /** See the message: RULE_UNREACHABLE. */
  | 'RULE_UNREACHABLE'
  /** See the message: STALE. */
  | 'STALE'
  /** See the message: TIERS_INVALID. */
  | 'TIERS_INVALID'
  /** See the message: TIERS_RETROACTIVE_TWICE. */
  | 'TIERS_RETROACTIVE_TWICE'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID';

/** The next version of a programme's terms. */
export type TermsCreateInput = {
  /** The version that you began with: refused where a newer one was made meanwhile, or that one was taken back. */
  basedOn?: InputMaybe<Scalars['ID']['input']>;
  /** For goals reached in a period, at most 10. */
  bonuses?: InputMaybe<Array<BonusInput>>;
  /** What one payee gets of one conversion at most, in minor units. */
  capPerOrderMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** What one payee gets in one period at most, in minor units. */
  capPerPeriodMinor?: InputMaybe<Scalars['Int64']['input']>;
  /** Now unless given; only a programme's first version may begin in the past. */
  effectiveFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** The group it is for; everybody without terms of their own unless given. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
  /** How long totals run; MONTH unless given. */
  period?: InputMaybe<Period>;
  programId: Scalars['ID']['input'];
  /** In order; the first that matches wins. */
  rules: Array<RuleInput>;
};

/** Codes of TermsOfUseAcceptUserError. */
export type TermsOfUseAcceptErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TERMS_OUTDATED. */
  | 'TERMS_OUTDATED';

/** Terms to accept. */
export type TermsOfUseAcceptInput = {
  /** The current one, as it was read. */
  version: Scalars['Int']['input'];
};

/** Codes of TermsWithdrawUserError. */
export type TermsWithdrawErrorCode =
  /** See the message: BEGUN. */
  | 'BEGUN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** Which version of terms to take back. */
export type TermsWithdrawInput = {
  termsId: Scalars['ID']['input'];
};

/** Which of a moment's texts something stands in. */
export type TextField =
  | 'BODY'
  | 'CREATOR_HANDLE'
  | 'CREATOR_NAME'
  | 'PERMALINK_HOST'
  | 'TITLE';

/** A rate from a total on. */
export type TierInput = {
  bps: Scalars['Int']['input'];
  /** So many conversions before, or so many minor units. */
  from: Scalars['Int64']['input'];
};

/** What a higher tier is good for. */
export type TierMode =
  | 'GRADUATED'
  | 'RETROACTIVE';

/** Rates by what a payee has come to in the period. */
export type TiersInput = {
  /** By the number of conversions before, or by the amount of sales. */
  measure: Measure;
  /** Whether a higher tier is good for what lies in it, or for all of the period. */
  mode: TierMode;
  /** In rising order, the first from 0; at most 20. */
  tiers: Array<TierInput>;
};

/** Codes of TokenRefreshUserError. */
export type TokenRefreshErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: INVALID_REFRESH_TOKEN. */
  | 'INVALID_REFRESH_TOKEN'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A refresh token is turned into a new one with a fresh access token. */
export type TokenRefreshInput = {
  /** At `/graphql/session` the cookie's unless given. */
  refreshToken?: InputMaybe<Scalars['String']['input']>;
  /**
   * The tenant to work in from now on; the one before unless named. Access tokens of the others stay good until
   * they expire, so that tabs may work in several tenants.
   */
  tenantId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which touches. */
export type TouchFilter = {
  codeId?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<TouchKind>;
  linkId?: InputMaybe<Scalars['ID']['input']>;
  momentId?: InputMaybe<Scalars['ID']['input']>;
  /** What happened then or later. */
  occurredAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** What happened before. */
  occurredBefore?: InputMaybe<Scalars['DateTime']['input']>;
  verdict?: InputMaybe<Verdict>;
};

/** Codes of TouchImportUserError. */
export type TouchImportErrorCode =
  /** See the message: AMBIGUOUS_COLUMN. */
  | 'AMBIGUOUS_COLUMN'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MAPPING_INVALID. */
  | 'MAPPING_INVALID'
  /** See the message: MAPPING_WRONG_KIND. */
  | 'MAPPING_WRONG_KIND'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_HEADER. */
  | 'NO_HEADER'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TOO_LONG. */
  | 'TOO_LONG'
  /** See the message: TOO_MANY_BYTES. */
  | 'TOO_MANY_BYTES'
  /** See the message: TOO_MANY_ROWS. */
  | 'TOO_MANY_ROWS'
  /** See the message: UNCLOSED_QUOTE. */
  | 'UNCLOSED_QUOTE'
  /** See the message: UNKNOWN_COLUMN. */
  | 'UNKNOWN_COLUMN'
  /** See the message: UNREADABLE. */
  | 'UNREADABLE';

/** How a visitor met us. */
export type TouchKind =
  | 'CLICK'
  | 'CODE'
  | 'MOMENT_CLICK'
  | 'MOMENT_VIEW';

/** Whether a link or code works. */
export type Usable =
  | 'ACTIVE'
  | 'DISABLED';

/** What we think of a touch. */
export type Verdict =
  | 'BOT'
  | 'DUPLICATE'
  | 'VALID';

/** Whether a moment is there to be seen. */
export type Visibility =
  | 'ERASED'
  | 'HIDDEN'
  | 'VISIBLE';

/** Codes of WalletFundUserError. */
export type WalletFundErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: METHOD_AND_KIND. */
  | 'METHOD_AND_KIND'
  /** See the message: METHOD_NOT_ACTIVE. */
  | 'METHOD_NOT_ACTIVE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: REFUSED_BY_STRIPE. */
  | 'REFUSED_BY_STRIPE'
  /** See the message: RETURN_PATH_INVALID. */
  | 'RETURN_PATH_INVALID'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Money to put into the wallet. */
export type WalletFundInput = {
  amountMinor: Scalars['Int64']['input'];
  currency: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
  /** The one way to pay the page offers; whatever Stripe finds fit unless given. */
  kind?: InputMaybe<FundingMethodKind>;
  /** A saved way to pay, charged at once; a page is made unless given. */
  methodId?: InputMaybe<Scalars['ID']['input']>;
  /** A path of the web app to come back to from Stripe's page; a page of ours unless given. */
  returnPath?: InputMaybe<Scalars['String']['input']>;
};

/** Codes of WalletReturnUserError. */
export type WalletReturnErrorCode =
  /** See the message: AMOUNT_OUT_OF_RANGE. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** See the message: BALANCE_NOT_ENOUGH. */
  | 'BALANCE_NOT_ENOUGH'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: IDEMPOTENCY_KEY_INVALID. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** See the message: IDEMPOTENCY_KEY_REUSED. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NOT_REFUNDABLE. */
  | 'NOT_REFUNDABLE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** How much to give back. */
export type WalletReturnInput = {
  amountMinor: Scalars['Int64']['input'];
  currency: Scalars['String']['input'];
  idempotencyKey: Scalars['String']['input'];
};

/** Where the return of wallet money stands. */
export type WalletReturnState =
  | 'FAILED'
  | 'REQUESTED'
  | 'RETURNED'
  | 'SUBMITTING';

/** Codes of WalletTopUpEndUserError. */
export type WalletTopUpEndErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** Which wallet is no longer topped up by itself. */
export type WalletTopUpEndInput = {
  currency: Scalars['String']['input'];
};

/** Codes of WalletTopUpSetUserError. */
export type WalletTopUpSetErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: CURRENCY_DIFFERS. */
  | 'CURRENCY_DIFFERS'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: LIMITS_OUT_OF_RANGE. */
  | 'LIMITS_OUT_OF_RANGE'
  /** See the message: METHOD_NOT_ACTIVE. */
  | 'METHOD_NOT_ACTIVE'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** How a wallet is to be topped up by itself. */
export type WalletTopUpSetInput = {
  /** Less is not worth a charge. */
  atLeastMinor: Scalars['Int64']['input'];
  /** More is not charged; the run waits for a person. */
  atMostMinor: Scalars['Int64']['input'];
  currency: Scalars['String']['input'];
  /** Added for what Stripe keeps, in basis points; 300 unless given. */
  marginBps?: InputMaybe<Scalars['Int']['input']>;
  methodId: Scalars['ID']['input'];
};

/** Codes of WeightSetPublishUserError. */
export type WeightSetPublishErrorCode =
  /** See the message: CHANNEL_INVALID. */
  | 'CHANNEL_INVALID'
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INPUT_INVALID. */
  | 'INPUT_INVALID'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** See the message: MODEL_HAS_NO_WEIGHTS. */
  | 'MODEL_HAS_NO_WEIGHTS'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** See the message: NO_CONVERSIONS. */
  | 'NO_CONVERSIONS'
  /** See the message: PERIOD_TOO_LARGE. */
  | 'PERIOD_TOO_LARGE'
  /** Any other refusal; the message says why. */
  | 'REFUSED'
  /** See the message: TIME_INVALID. */
  | 'TIME_INVALID'
  /** See the message: TOO_MANY_CHANNELS. */
  | 'TOO_MANY_CHANNELS'
  /** See the message: WEIGHTS_DO_NOT_SUM. */
  | 'WEIGHTS_DO_NOT_SUM'
  /** See the message: WEIGHT_CHANNELS. */
  | 'WEIGHT_CHANNELS'
  /** See the message: WEIGHT_COUNT. */
  | 'WEIGHT_COUNT'
  /** See the message: WEIGHT_WHOLE. */
  | 'WEIGHT_WHOLE';

/** What channels are to weigh: either by a period, or as a person says. */
export type WeightSetPublishInput = {
  /**
   * They are made from the paths of the conversions that happened then or later, and of the visitors who met somebody
   * and did not convert.
   */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** MARKOV or SHAPLEY. */
  model: AttributionModel;
  /** And before then. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** They are given by hand; 1 to 1000. */
  weights?: InputMaybe<Array<ChannelWeightInput>>;
  /** What the weights come to, 10000 unless given. */
  whole?: InputMaybe<Scalars['Int']['input']>;
};
