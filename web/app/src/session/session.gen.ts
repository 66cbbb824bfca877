/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
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
  code?: string | null | undefined;
  /** Two letters. */
  country: string;
  email: string;
  name: string;
  /** 10 to 200 characters; that of the account, where the e-mail has one. */
  password: string;
  /** The version of the terms of use that is accepted by signing up: the current one. */
  termsOfUseVersion?: number | null | undefined;
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
  code?: string | null | undefined;
  email: string;
  password: string;
  /** The tenant to work in; the oldest of theirs unless named. */
  tenantId?: string | null | undefined;
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
  code?: string | null | undefined;
  /** What its programmes pay in unless they say otherwise. ISO 4217. */
  currency: string;
  email: string;
  /** The owner's name. */
  name: string;
  /** 10 to 200 characters. */
  password: string;
  /** The brand's name. */
  tenantName: string;
  /** The version of the terms of use that is accepted by signing up: the current one. */
  termsOfUseVersion?: number | null | undefined;
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
  refreshToken?: string | null | undefined;
  /**
   * The tenant to work in from now on; the one before unless named. Access tokens of the others stay good until
   * they expire, so that tabs may work in several tenants.
   */
  tenantId?: string | null | undefined;
};

export type SessionTokensFragment = { accessToken: string, accessTokenExpiresAt: string };

export type SignInMutationVariables = Exact<{
  input: Graph.SignInInput;
}>;


export type SignInMutation = { signIn: { session: { accessToken: string, accessTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SignInErrorCode }> } };

export type SignUpMutationVariables = Exact<{
  input: Graph.SignUpInput;
}>;


export type SignUpMutation = { signUp: { session: { accessToken: string, accessTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SignUpErrorCode }> } };

export type AffiliateSignUpMutationVariables = Exact<{
  input: Graph.AffiliateSignUpInput;
}>;


export type AffiliateSignUpMutation = { affiliateSignUp: { session: { accessToken: string, accessTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.AffiliateSignUpErrorCode }> } };

export type TokenRefreshMutationVariables = Exact<{
  input: Graph.TokenRefreshInput;
}>;


export type TokenRefreshMutation = { tokenRefresh: { session: { accessToken: string, accessTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TokenRefreshErrorCode }> } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { signedOut: boolean | null, userErrors: Array<{ message: string }> } };

export type TermsOfUseQueryVariables = Exact<{ [key: string]: never; }>;


export type TermsOfUseQuery = { termsOfUse: { version: number, effectiveFrom: string, text: string } };

export const SignInDocument = document<SignInMutation, SignInMutationVariables>(
  "mutation SignIn($input: SignInInput!) {\n  signIn(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  __typename\n}",
  '34e4b13bd5252631b8f27452f33ea51df96e609968a17a1365771385b941e20b',
);

export const SignUpDocument = document<SignUpMutation, SignUpMutationVariables>(
  "mutation SignUp($input: SignUpInput!) {\n  signUp(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  __typename\n}",
  '3d3130454dbd7710aa5fc206c8a3c27437d0b26b22fe614b69dd9a96207b8d72',
);

export const AffiliateSignUpDocument = document<AffiliateSignUpMutation, AffiliateSignUpMutationVariables>(
  "mutation AffiliateSignUp($input: AffiliateSignUpInput!) {\n  affiliateSignUp(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  __typename\n}",
  '1e81d8b7fc6e1b29df5dc5a692674b64c1d796d2da99248229877e0f2145ea66',
);

export const TokenRefreshDocument = document<TokenRefreshMutation, TokenRefreshMutationVariables>(
  "mutation TokenRefresh($input: TokenRefreshInput!) {\n  tokenRefresh(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  __typename\n}",
  '5e0c84ddbc3937ef56e85db182e4966c34b2e12ae8d08cfead94dc158718ab36',
);

export const SignOutDocument = document<SignOutMutation, SignOutMutationVariables>(
  "mutation SignOut {\n  signOut(input: {}) {\n    signedOut\n    userErrors {\n      message\n      __typename\n    }\n    __typename\n  }\n}",
  'b5758d38b5cb97f2d2cc0609fdf07d01fdd1921057a4d377021a69e41b3b54b2',
);

export const TermsOfUseDocument = document<TermsOfUseQuery, TermsOfUseQueryVariables>(
  "query TermsOfUse {\n  termsOfUse {\n    version\n    effectiveFrom\n    text\n    __typename\n  }\n}",
  'caa4d4b30a16931d820533c5789bd53083b45b8bca3b49a03355cf74dd71e5c0',
);