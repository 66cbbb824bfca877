import { Alert, Button, CopyButton, Input, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { ApiKeyCreateDocument } from '@/brand/settings/query.gen';
import { say } from '@/feedback/toasts';
import { useAct } from '@/form/act';
import { Section } from '@/shell/parts';
import { useMay, useTenant } from '@/shell/viewer';
import classes from './feeds.module.css';
import { FeedFrame } from './frame';
import { FeedKeysDocument, FeedOriginsDocument, type FeedPartsFragment } from './query.gen';
import { isLimit, LIMIT_MAX, snippet } from './snippet';
import { embedding as texts } from './texts';

/** Keys for browsers begin so. */
const PUBLISHABLE = 'trb_pk_';
const HEADING_CHARS_MAX = 200;

/** `/t/:tenant/feeds/:id/embed`: the tag to copy into a page. */
export function Component() {
  return <FeedFrame>{({ feed }) => <Embed feed={feed} />}</FeedFrame>;
}

function Embed({ feed }: { feed: FeedPartsFragment }) {
  const tenant = useTenant();
  const sets = useMay('KEY_WRITE');
  const [layout, setLayout] = useState<'carousel' | 'grid'>('carousel');
  const [limit, setLimit] = useState('');
  const [heading, setHeading] = useState('name');
  const [words, setWords] = useState('');
  const [key, setKey] = useState('');
  const [{ data }] = useQuery({ query: FeedOriginsDocument });
  const [{ data: keys }, again] = useQuery({ query: FeedKeysDocument, pause: !sets });
  const [create, busy] = useAct(ApiKeyCreateDocument, (answer) => answer.apiKeyCreate);
  const mine = keys?.apiKeys.nodes.filter(({ kind, state }) => kind === 'PUBLISHABLE' && state === 'ACTIVE') ?? [];
  const origins = data?.tenant?.origins ?? null;
  const tag = snippet({
    host: location.origin,
    key,
    feed: feed.handle,
    layout,
    limit,
    heading: heading === 'name' ? null : heading === 'none' ? '' : words,
  });
  const make = async () => {
    const answer = await create(() => ({ input: { name: texts.keyName(feed.name), kind: 'PUBLISHABLE' } }));
    if (!answer?.secret) return;
    setKey(answer.secret);
    say(texts.keyMade);
    again({ requestPolicy: 'network-only' });
  };
  return (
    <div className={classes.embed}>
      <Section title={texts.title} lead={texts.lead}>
        <div className={classes.inputs}>
          <Input.Wrapper label={texts.layout}>
            <SegmentedControl
              fullWidth
              aria-label={texts.layout}
              value={layout}
              onChange={(value) => setLayout(value as typeof layout)}
              data={Object.entries(texts.layouts).map(([value, label]) => ({ value, label }))}
            />
          </Input.Wrapper>
          <Input.Wrapper label={texts.heading}>
            <SegmentedControl
              fullWidth
              aria-label={texts.heading}
              value={heading}
              onChange={setHeading}
              data={Object.entries(texts.headings).map(([value, label]) => ({ value, label }))}
            />
          </Input.Wrapper>
          {heading === 'own' && (
            <TextInput
              label={texts.headingOwn}
              maxLength={HEADING_CHARS_MAX}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
          <TextInput
            label={texts.limit}
            description={texts.limitHint}
            inputMode="numeric"
            maxLength={String(LIMIT_MAX).length + 1}
            error={isLimit(limit) ? null : texts.limitWrong}
            value={limit}
            onChange={(event) => setLimit(event.currentTarget.value)}
          />
          <div className={classes.key}>
            <TextInput
              label={texts.key}
              description={
                mine.length
                  ? `${texts.keyHint} ${texts.keys(mine.map(({ name, hint }) => `${name} (${hint})`).join(', '))}`
                  : texts.keyHint
              }
              placeholder={`${PUBLISHABLE}…`}
              spellCheck={false}
              autoComplete="off"
              error={key.trim() && !key.trim().startsWith(PUBLISHABLE) ? texts.keyWrong : null}
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
            {sets && (
              <Button variant="default" loading={busy} onClick={make}>
                {texts.keyMake}
              </Button>
            )}
          </div>
        </div>
      </Section>
      <Section
        title={texts.tag}
        aside={
          <CopyButton value={tag}>
            {({ copied, copy }) => (
              <Button size="compact-sm" onClick={copy}>
                {copied ? texts.copied : texts.copy}
              </Button>
            )}
          </CopyButton>
        }
      >
        {origins?.length === 0 && (
          <Alert color="amber" mt="sm">
            {texts.noOrigins} <Link to={`/t/${tenant.id}/settings`}>{texts.toSettings}</Link>
          </Alert>
        )}
        <pre className={classes.tag}>{tag}</pre>
        {origins && origins.length > 0 && <p className={classes.hint}>{texts.origins(origins.join(', '))}</p>}
        <p className={classes.hint}>{texts.more}</p>
      </Section>
    </div>
  );
}
