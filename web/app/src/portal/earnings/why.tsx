import { Button, Group, Modal, Title } from '@mantine/core';
import { useState } from 'react';
import { causes, kinds, touches } from '@/brand/conversions/texts';
import { isZero, money } from '@/money/money';
import { extraWords } from '@/path/account';
import { readBonus, readOwnPart } from '@/path/decision';
import { worth } from '@/path/outside';
import { path } from '@/path/texts';
import { Fact, Facts, parts } from '@/shell/parts';
import { day, dayUtc, moment, span, together } from '@/time/time';
import { type Parts, type Row, reason } from './columns';
import { StandingBadge, standingWords } from './frame';
import { OwnPart } from './own-part';
import { readClicks, readReason } from './reason';
import { since } from './since';
import { earnings as texts } from './texts';

/** One commission: its sale, what led to it, and the arithmetic in words. */
export function Why({ commission, close }: { commission: Row; close: () => void }) {
  const [back, setBack] = useState(false);
  const { adjusts } = commission;
  const shown: Parts = back && adjusts ? adjusts : commission;
  const part = readOwnPart(shown.why, YOU);
  return (
    <Modal opened onClose={close} size="xl" title={<strong>{texts.of(reason(shown))}</strong>}>
      <About commission={shown} />
      {part && shown.conversion ? (
        <OwnPart
          decision={part}
          you={YOU}
          sale={shown.conversion}
          currency={shown.amount.currency}
          notes={since(shown)}
        />
      ) : (
        <Arithmetic commission={shown} corrects={shown === commission && !!adjusts} />
      )}
      {adjusts && (
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setBack(!back)}>
            {back ? texts.back : texts.look}
          </Button>
        </Group>
      )}
    </Modal>
  );
}

/** Whose part it is, where a path names those who helped by ids. */
const YOU = 'you';

function About({ commission: { conversion, touch, program, ...rest } }: { commission: Parts }) {
  const sale = conversion && [
    texts.saleOf(kinds[conversion.kind], money(conversion.amount), moment(conversion.occurredAt)),
    ...(isZero(conversion.refunded) ? [] : [texts.saleRefunded(money(conversion.refunded))]),
  ];
  return (
    <Facts>
      <Fact name={texts.amount} value={money(worth(rest))} strong />
      <Fact name={texts.stands} value={<StandingBadge commission={rest} />} />
      <Fact name={texts.sale} value={conversion?.externalId ?? causes[rest.cause]} note={sale?.join('. ')} />
      {touch && (
        <Fact name={texts.touch} value={touches[touch.kind]} note={before(touch.occurredAt, conversion?.occurredAt)} />
      )}
      {program && <Fact name={texts.programme} value={program.name} />}
      <Fact name={texts.when} value={day(rest.createdAt)} />
      {rest.standing.phase !== 'VOID' && <Fact name={texts.matures} value={day(rest.maturesAt)} />}
    </Facts>
  );
}

/** How long before the sale; nothing for a code that came with it. */
const before = (at: string, sold: string | undefined) => sold && !together(at, sold) && texts.before(span(at, sold));

function Arithmetic({ commission, corrects }: { commission: Parts; corrects: boolean }) {
  const { amount } = commission;
  const why = readReason(commission.why);
  const bonus = readBonus(commission.why);
  const clicks = readClicks(commission.why);
  const sum = (minor: string) => money({ ...amount, minor });
  const lines = [
    ...(why?.rules ?? []).map(({ name, base, gives }) => texts.whyRule(name, sum(base), sum(gives))),
    ...(why
      ? why.weight === why.of
        ? [texts.whyWhole]
        : [texts.whyAlone(sum(why.alone)), texts.whyShare(why.weight, why.of)]
      : []),
    ...(clicks ? [texts.whyClicks(clicks.rule, dayUtc(clicks.day), clicks.clicks, sum(clicks.each))] : []),
    ...(bonus ? [extraWords(bonus, sum)] : []),
    ...[...(clicks?.cuts ?? []), ...(bonus?.cuts ?? [])].map(({ by, minor }) =>
      texts.whyCut(path.cut[by] ?? path.cutOther, sum(minor)),
    ),
    ...(corrects ? [texts.whyCorrects] : []),
    ...since(commission),
  ];
  return (
    <>
      <Title order={3}>{texts.whyTitle}</Title>
      <ul className={parts.rows}>
        {lines.map((line) => (
          <li key={line}>
            <span style={{ fontWeight: 400 }}>{line}</span>
          </li>
        ))}
        <li>
          <span>{`${texts.whyGets} · ${standingWords(commission)}`}</span>
          <b className="figure">{money(worth(commission))}</b>
        </li>
      </ul>
    </>
  );
}
