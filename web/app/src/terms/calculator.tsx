import { SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { minorOf, money } from '@/money/money';
import { Section } from '@/shell/parts';
import { type Rule, tryOn } from './rules';
import classes from './terms.module.css';
import { calculator as texts } from './texts';

/** What an order would pay by these rules, as one types. Asks only for what the rules look at. */
export function Calculator({ rules, currency }: { rules: Rule[]; currency: string }) {
  const [lead, setLead] = useState(false);
  const [typed, setTyped] = useState({ amount: '120', quantity: '1', category: '', sku: '', country: '', code: '' });
  const minor = minorOf(typed.amount, currency);
  const quantity = /^\d{1,6}$/.test(typed.quantity.trim()) ? BigInt(typed.quantity.trim()) : 1n;
  const found =
    minor === null && !lead
      ? null
      : tryOn(rules, { ...typed, lead, minor: lead ? 0n : BigInt(minor ?? 0), quantity }, currency);
  const looksAt = (has: (rule: Rule) => boolean) => rules.some(has);
  const input = (name: keyof typeof typed, label: string, shown: boolean) =>
    shown && (
      <TextInput
        label={label}
        autoComplete="off"
        inputMode={name === 'amount' || name === 'quantity' ? 'decimal' : 'text'}
        value={typed[name]}
        onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
      />
    );
  return (
    <Section title={texts.title} lead={texts.lead}>
      {looksAt(({ reward }) => reward === 'FLAT_PER_LEAD') && (
        <SegmentedControl
          fullWidth
          mb="sm"
          aria-label={texts.kind}
          value={lead ? 'lead' : 'order'}
          onChange={(value) => setLead(value === 'lead')}
          data={[
            { value: 'order', label: texts.order },
            { value: 'lead', label: texts.leadKind },
          ]}
        />
      )}
      <div className={classes.inputs}>
        {input('amount', texts.amount(currency), !lead)}
        {input('quantity', texts.quantity, !lead && looksAt(({ reward }) => reward === 'FLAT_PER_ITEM'))}
        {input('category', texts.category, !lead && looksAt(({ categories }) => categories.length > 0))}
        {input('sku', texts.sku, !lead && looksAt(({ skus }) => skus.length > 0))}
        {input(
          'country',
          texts.country,
          looksAt(({ countries }) => countries.length > 0),
        )}
        {input(
          'code',
          texts.code,
          looksAt(({ codes }) => codes.length > 0),
        )}
      </div>
      <p className={classes.answer} role="status">
        {found ? (
          <>
            <strong>
              {lead
                ? texts.leadPays(money(found.gives))
                : texts.pays(money({ minor: minor ?? '0', currency }), money(found.gives))}
            </strong>
            {texts.by(rules[found.at]?.name ?? '')}
          </>
        ) : (
          (minor === null && !lead && texts.invalid) || texts.nothing
        )}
      </p>
    </Section>
  );
}
