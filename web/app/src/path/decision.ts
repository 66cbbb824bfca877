import { list, object, text, whole } from '@/graph/json';

const STANDINGS = [
  'ELIGIBLE',
  'NOT_VALID',
  'OUTSIDE_WINDOW',
  'BEFORE_PREVIOUS_SALE',
  'AFTER_CONVERSION',
  'STOOD_DOWN',
] as const;
const KINDS = ['CLICK', 'CODE', 'MOMENT_VIEW', 'MOMENT_CLICK'] as const;
const MODELS = [
  'FIRST_TOUCH',
  'LAST_TOUCH',
  'LAST_AFFILIATE_TOUCH',
  'LINEAR',
  'POSITION',
  'TIME_DECAY',
  'MARKOV',
  'SHAPLEY',
] as const;
/** All of a weight, in basis points. */
export const WHOLE_BPS = 10_000;

/** What a decision made of a touch. */
export type Standing = (typeof STANDINGS)[number];
export type TouchKind = (typeof KINDS)[number];
export type Model = (typeof MODELS)[number];
export type Role = 'AFFILIATE' | 'CREATOR';

/** A touch as a decision saw it. */
export type Candidate = {
  touch: string;
  payee: string;
  role: Role;
  kind: TouchKind;
  verdict: string;
  at: string;
  standing: Standing;
  /** By the model, standing down and bonuses; a part of the sum over all candidates. */
  weight: bigint;
  /** What standing down has left of it, in basis points. */
  keepsBps: number;
};

/** The policy a decision was made by, as it was noted then. Shares in basis points. */
export type Policy = {
  version: number;
  model: Model | null;
  clickWindowDays: number;
  viewWindowDays: number;
  affiliates: Bounds;
  creators: Bounds;
  closer: Bounds;
  firstTouchBonusBps: number;
  assistBonusBps: number;
  standDown: { minutes: number; keepsBps: number } | null;
  /** Whether it pays by a published weight set. */
  published: boolean;
};
type Bounds = { floor: number; ceiling: number };

/** What a tier took of an order, in minor units. */
export type Slice = { from: bigint; bps: bigint; base: string };
/** A rule that gave something. `base` and `gives` are minor units. */
export type AppliedRule = {
  rule: string;
  name: string;
  lines: number[];
  base: string;
  gives: string;
  tiers: Slice[];
  /** The second phase of what recurs, where it was in it. */
  phaseBps: bigint | null;
  /** As `Rule.reward` has it; null where it was not told. */
  reward: unknown;
};
/** A rule that gave nothing, and why. */
export type PassedRule = { rule: string; name: string; reason: string };
/** What caps or a budget did not pay; minor units. */
export type Cut = { by: string; minor: string };
/** What was paid beside the share. */
export type Extra = { kind: string; name: string; minor: string; cuts: Cut[]; why: ExtraWhy };
/** The numbers it comes from; what is not of its kind is zero. */
export type ExtraWhy = {
  measure: string;
  goal: bigint;
  before: bigint;
  after: bigint;
  bps: bigint;
  base: string;
  paidBefore: string;
};
/** A payee's totals of the period before; amounts in minor units. */
export type Totals = { sales: bigint; amount: string; paid: string };

/** One payee's part of a decision. Sums in minor units. */
export type Credit = {
  payee: string;
  role: Role;
  program: string;
  weight: bigint;
  of: bigint;
  /** A payee reads of their own part the version alone. */
  terms: { id: string; version: number } | null;
  rules: AppliedRule[];
  passed: PassedRule[];
  alone: string;
  part: string;
  pays: string;
  before: Totals | null;
  cuts: Cut[];
  extras: Extra[];
  /** What its budget had left before; null where there is none. */
  budgetLeft: string | null;
};

/** What rules were asked about besides the order. */
export type Facts = {
  previousSale: string | null;
  customer: 'NEW' | 'RETURNING' | null;
  /** Whole months since the first sale of its subscription. */
  renewal: number | null;
  inherits: boolean;
};

/** A decision: everything that is needed to check it with pen and paper. */
export type Decision = {
  policy: Policy;
  facts: Facts;
  candidates: Candidate[];
  /** How many earlier ones are left out. */
  older: bigint;
  credits: Credit[];
  /** What all would get together before limits and bonuses; null where that is not told: a payee reads of their own part. */
  pool: string | null;
  commissionable: string;
};

const number = (value: unknown, usual = 0) => (typeof value === 'number' && Number.isFinite(value) ? value : usual);
const minor = (value: unknown) => String(whole(value));
const role = (value: unknown): Role => (value === 'CREATOR' ? 'CREATOR' : 'AFFILIATE');

/** The candidates in `Attribution.why`, earliest first. What cannot be read is left out. */
export function candidates(why: unknown): Candidate[] {
  return list(object(why).candidates)
    .flatMap((one) => {
      const standing = STANDINGS.find((known) => known === one.standing);
      const kind = KINDS.find((known) => known === one.kind);
      if (!standing || !kind || !text(one.touch)) return [];
      return [
        {
          touch: text(one.touch),
          payee: text(one.payee),
          role: role(one.role),
          kind,
          verdict: text(one.verdict),
          at: text(one.at),
          standing,
          weight: whole(one.weight),
          keepsBps: number(one.keepsBps, WHOLE_BPS),
        },
      ];
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function policy(why: unknown): Policy {
  const found = object(object(why).policy);
  const bounds = (of: string): Bounds => ({
    floor: number(found[`${of}FloorBps`]),
    ceiling: number(found[`${of}CeilingBps`], WHOLE_BPS),
  });
  const rule = object(found.standDown);
  return {
    version: number(found.version),
    model: MODELS.find((known) => known === found.model) ?? null,
    clickWindowDays: number(found.clickWindowDays),
    viewWindowDays: number(found.viewWindowDays),
    affiliates: bounds('affiliate'),
    creators: bounds('creator'),
    closer: bounds('closer'),
    firstTouchBonusBps: number(found.firstTouchBonusBps),
    assistBonusBps: number(found.assistBonusBps),
    standDown: found.standDown ? { minutes: number(rule.minutes), keepsBps: number(rule.keepsBps) } : null,
    published: Boolean(found.weightSet),
  };
}

/** Rules that gave something, as `why.credits` and `Commission.why` have them. */
export const applied = (rules: unknown): AppliedRule[] =>
  list(rules).map((one) => ({
    rule: text(one.rule),
    name: text(one.name),
    lines: Array.isArray(one.lines) ? one.lines.filter((line) => typeof line === 'number') : [],
    base: minor(one.base),
    gives: minor(one.gives),
    tiers: list(one.tiers).map((tier) => ({
      from: whole(tier.from),
      bps: whole(tier.bps),
      base: minor(tier.base_minor),
    })),
    phaseBps: one.phase ? whole(object(one.phase).bps) : null,
    reward: one.reward ?? null,
  }));

const cuts = (value: unknown): Cut[] => list(value).map((one) => ({ by: text(one.by), minor: minor(one.minor) }));

const extras = (value: unknown): Extra[] =>
  list(value).map((one) => {
    const why = object(one.why);
    return {
      kind: text(one.kind),
      name: text(one.name),
      minor: minor(one.minor),
      cuts: cuts(one.cuts),
      why: {
        measure: text(why.measure),
        goal: whole(why.goal),
        before: whole(why.before),
        after: whole(why.after),
        bps: whole(why.bps),
        base: minor(why.base),
        paidBefore: minor(why.paidBefore),
      },
    };
  });

function credits(all: unknown): Credit[] {
  return list(all).map((one) => {
    const [terms, before] = [object(one.terms), object(one.before)];
    return {
      payee: text(one.payee),
      role: role(one.role),
      program: text(one.program),
      weight: whole(one.weight),
      of: whole(one.of),
      terms:
        number(one.terms) || text(terms.id)
          ? { id: text(terms.id), version: number(one.terms) || number(terms.version) }
          : null,
      rules: applied(one.rules),
      passed: list(one.passedOver).map((rule) => ({
        rule: text(rule.rule),
        name: text(rule.name),
        reason: text(rule.reason),
      })),
      alone: minor(one.earnedAlone),
      part: minor(one.part),
      pays: minor(one.amount),
      before: one.before
        ? { sales: whole(before.sales), amount: minor(before.amount), paid: minor(before.paid) }
        : null,
      cuts: cuts(one.cuts),
      extras: extras(one.extras),
      budgetLeft: one.budget ? minor(one.budgetLeft) : null,
    };
  });
}

/** Reads `Attribution.why`. What it does not hold counts as nothing. */
export function readDecision(why: unknown): Decision {
  const facts = object(object(why).facts);
  return {
    policy: policy(why),
    facts: {
      previousSale: text(facts.previousSale) || null,
      customer: facts.customer === 'NEW' || facts.customer === 'RETURNING' ? facts.customer : null,
      renewal: typeof facts.renewal === 'number' ? facts.renewal : null,
      inherits: Boolean(facts.inherits),
    },
    candidates: candidates(why),
    older: 0n,
    credits: credits(object(why).credits),
    pool: minor(object(why).pool),
    commissionable: minor(object(why).commissionable),
  };
}

/** Reads the why of a bonus or a top-up; null of what is none. */
export const readBonus = (why: unknown): Extra | null => {
  const { bonus } = object(why);
  return bonus ? (extras([bonus])[0] ?? null) : null;
};

/**
 * Reads a payee's own `Commission.why`: the same decision as far as it is theirs, with one credit and their touches alone.
 * Null of what is no share of a conversion, and of what was earned before this was noted.
 */
export function readOwnPart(why: unknown, payee = ''): Decision | null {
  const own = object(why);
  if (!own.policy || !Array.isArray(own.candidates)) return null;
  const theirs = own.candidates.map((one) => ({ ...object(one), payee, role: own.role }));
  return {
    policy: policy(why),
    facts: { previousSale: null, customer: null, renewal: null, inherits: Boolean(own.inherited) },
    candidates: candidates({ candidates: theirs }),
    older: whole(own.olderCandidates),
    credits: credits([{ ...own, payee }]),
    pool: null,
    commissionable: minor(own.commissionable),
  };
}
