// GraphiQL over Tributary's own /graphql. The token goes into `Authorization: Bearer …` and stays in this tab.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/graphiql.css';
import './main.css';

const TOKEN = 'tributary:token';

const WELCOME = `# Put a key or an access token into the field
# above and press the button on the right.
# "./dev up" prints keys of the demo brand.
#
# The book on the left documents every field,
# Ctrl-Space completes.

{
  viewer {
    role
    apiKey {
      name
      scopes
    }
  }
  tenant {
    name
    currency
  }
}
`;

function App() {
  const [token, setToken] = useState(() => sessionStorage.getItem(TOKEN) ?? '');
  const fetcher = useMemo(
    () =>
      createGraphiQLFetcher({
        url: '/graphql',
        headers: token ? { Authorization: `Bearer ${token}` } : {},
        enableIncrementalDelivery: false,
      }),
    [token],
  );
  const keep = (field) => {
    const given = field.value.trim().replace(/^Bearer\s+/i, '');
    field.value = given;
    sessionStorage.setItem(TOKEN, given);
    setToken(given);
  };
  return (
    <>
      <form
        className="door"
        onSubmit={(event) => {
          event.preventDefault();
          keep(event.currentTarget.elements.token);
        }}
      >
        <strong>Tributary</strong>
        <label htmlFor="token">Authorization: Bearer</label>
        <input
          id="token"
          type="password"
          autoComplete="off"
          spellCheck="false"
          placeholder="secret key, publishable key or access token"
          defaultValue={token}
          onBlur={(event) => keep(event.currentTarget)}
        />
        <output>{token ? 'sent with every request of this tab' : 'none: what the public may see'}</output>
      </form>
      <GraphiQL fetcher={fetcher} defaultQuery={WELCOME} inputValueDeprecation>
        <GraphiQL.Logo>
          <span />
        </GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}

createRoot(document.getElementById('graphiql')).render(<App />);
