import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { Account } from '@/path/account';
import { readDecision } from '@/path/decision';
import { percentsOf } from '@/path/percents';
import { Picture } from '@/path/picture';
import { PolicyWords, policyName } from '@/path/policy';
import { Split } from '@/path/split';
import { path as words } from '@/path/texts';
import { parts, Section } from '@/shell/parts';
import { useTenant } from '@/shell/viewer';
import { day, moment } from '@/time/time';
import type { Conversion } from './detail';
import { Commissions, Lines } from './parts';
import { useRules } from './rules';
import { conversions as texts } from './texts';
import { Timeline } from './timeline';
import { useTold } from './told';

type Props = {
  conversion: Conversion;
  /** The decision that counts. */
  newest: Made;
  /** Reads the conversion anew. */
  again: () => void;
};
type Made = Conversion['attributions'][number];

/** A decision about a conversion: the path as a picture, then everything that led to each cent. */
export function Why({ conversion, newest, again }: Props) {
  const { attributions, amount, kind, occurredAt } = conversion;
  const [asked, setAsked] = useState<string | null>(null);
  const attribution = attributions.find(({ id }) => id === asked) ?? newest;
  const decision = readDecision(attribution.why);
  const rules = useRules(decision, amount.currency);
  const { credits } = decision;
  const shares = percentsOf(
    credits.map(({ weight }) => weight),
    credits[0]?.of ?? 0n,
  );
  const { people, told } = useTold(decision, attribution);
  const { currency } = amount;
  const tenant = useTenant();
  const programmes = new Map(conversion.commissions.map(({ program }) => [program.id, program.name]));
  const replaced = attribution.supersedesBecause;
  return (
    <div className={parts.stack}>
      <Section
        title={texts.path}
        lead={decision.candidates.length > 0 && words.pictureLead}
        aside={<span>{`${policyName(decision)} · ${day(attribution.decidedAt)}`}</span>}
      >
        {attributions.length > 1 && (
          <SegmentedControl
            mb="sm"
            aria-label={texts.decisions}
            data={attributions.map(({ id, number }) => ({
              value: id,
              label: texts.decision(number, id === newest.id),
            }))}
            value={attribution.id}
            onChange={(id) => setAsked(id === newest.id ? null : id)}
          />
        )}
        {attribution !== newest && <p className={parts.lead}>{texts.superseded}</p>}
        {replaced && (
          <p className={parts.lead}>
            {texts.again(attribution.number, moment(attribution.decidedAt), texts.because[replaced] ?? replaced)}
          </p>
        )}
        {decision.candidates.length > 0 ? (
          <Picture decision={decision} sale={{ at: occurredAt, kind, amount }} people={people} currency={currency} />
        ) : (
          <p className={parts.soft}>{decision.facts.inherits ? words.inherits : words.none}</p>
        )}
        {decision.pool !== '0' && <Split decision={decision} people={people} currency={currency} />}
      </Section>
      <div className={parts.columns}>
        <div className={parts.stack}>
          <Section title={words.steps} lead={words.stepsLead}>
            <Timeline conversion={conversion} decision={decision} people={people} told={told} />
          </Section>
          <Section
            title={words.policy}
            aside={<Link to={`/t/${tenant.id}/attribution/versions`}>{policyName(decision)}</Link>}
          >
            <PolicyWords decision={decision} people={people} />
          </Section>
        </div>
        <div className={parts.stack}>
          {decision.credits.length > 0 && (
            <Section title={words.arithmetic} lead={words.arithmeticLead}>
              {decision.credits.map((credit, at) => (
                <Account
                  key={`${credit.payee} ${credit.role}`}
                  credit={credit}
                  person={people.get(credit.payee)}
                  currency={currency}
                  rules={rules}
                  share={shares[at]}
                >
                  {credit.program && (
                    <Link to={`/t/${tenant.id}/programmes/${credit.program}`}>
                      {texts.termsOf(programmes.get(credit.program))}
                    </Link>
                  )}
                </Account>
              ))}
            </Section>
          )}
          <Commissions commissions={conversion.commissions} again={again} />
          <Lines lines={conversion.lines} />
        </div>
      </div>
    </div>
  );
}
