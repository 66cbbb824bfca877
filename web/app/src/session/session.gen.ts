/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
/** Codes of AffiliateSignUpUserError. */
export type AffiliateSignUpErrorCode =
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
  | 'REFUSED';

/** A person who wants to be paid signs up. */
export type AffiliateSignUpInput = {
  /** Two letters. */
  country: string;
  email: string;
  name: string;
  /** 10 to 200 characters; that of the account, where the e-mail has one. */
  password: string;
};

/** Codes of SignInUserError. */
export type SignInErrorCode =
  /** It is taken, or has changed meanwhile. */
  | 'CONFLICT'
  /** See the message: INVALID_CREDENTIALS. */
  | 'INVALID_CREDENTIALS'
  /** An id is malformed or of another kind. */
  | 'INVALID_ID'
  /** No such thing for this caller, whether it exists for somebody else or not. */
  | 'NOT_FOUND'
  /** Any other refusal; the message says why. */
  | 'REFUSED';

/** A person signs in. */
export type SignInInput = {
  email: string;
  password: string;
  /** The tenant to work in; the oldest of theirs unless named. */
  tenantId?: string | null | undefined;
};

/** Codes of SignUpUserError. */
export type SignUpErrorCode =
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
  /** See the message: UNKNOWN_CURRENCY. */
  | 'UNKNOWN_CURRENCY';

/** A brand signs up. */
export type SignUpInput = {
  /** What its programmes pay in unless they say otherwise. ISO 4217. */
  currency: string;
  email: string;
  /** The owner's name. */
  name: string;
  /** 10 to 200 characters. */
  password: string;
  /** The brand's name. */
  tenantName: string;
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

/** A refresh token is turned into a new session. */
export type TokenRefreshInput = {
  refreshToken: string;
};

export type SessionTokensFragment = { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string };

export type SignInMutationVariables = Exact<{
  input: Graph.SignInInput;
}>;


export type SignInMutation = { signIn: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SignInErrorCode }> } };

export type SignUpMutationVariables = Exact<{
  input: Graph.SignUpInput;
}>;


export type SignUpMutation = { signUp: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SignUpErrorCode }> } };

export type AffiliateSignUpMutationVariables = Exact<{
  input: Graph.AffiliateSignUpInput;
}>;


export type AffiliateSignUpMutation = { affiliateSignUp: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.AffiliateSignUpErrorCode }> } };

export type TokenRefreshMutationVariables = Exact<{
  input: Graph.TokenRefreshInput;
}>;


export type TokenRefreshMutation = { tokenRefresh: { session: { accessToken: string, accessTokenExpiresAt: string, refreshToken: string, refreshTokenExpiresAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TokenRefreshErrorCode }> } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { signedOut: boolean | null, userErrors: Array<{ message: string }> } };

export const SignInDocument = document<SignInMutation, SignInMutationVariables>(
  "mutation SignIn($input: SignInInput!) {\n  signIn(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  refreshToken\n  refreshTokenExpiresAt\n  __typename\n}",
  '1432d6d7d6e81ede93588c4c7e42df45012fb634dd29f4fa8f43a29e70f0991a',
);

export const SignUpDocument = document<SignUpMutation, SignUpMutationVariables>(
  "mutation SignUp($input: SignUpInput!) {\n  signUp(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  refreshToken\n  refreshTokenExpiresAt\n  __typename\n}",
  '52c6774e6da287c4b325252a62c69c1060e3cfaf65a6f23f4af26726dc0b13f7',
);

export const AffiliateSignUpDocument = document<AffiliateSignUpMutation, AffiliateSignUpMutationVariables>(
  "mutation AffiliateSignUp($input: AffiliateSignUpInput!) {\n  affiliateSignUp(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  refreshToken\n  refreshTokenExpiresAt\n  __typename\n}",
  '2d8a49f92254f07da1267e3b26771681ce45e17e1ad8ca53c2565896b24dcac0',
);

export const TokenRefreshDocument = document<TokenRefreshMutation, TokenRefreshMutationVariables>(
  "mutation TokenRefresh($input: TokenRefreshInput!) {\n  tokenRefresh(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  refreshToken\n  refreshTokenExpiresAt\n  __typename\n}",
  '9f5d17883f7fffeb83f2d2db12eabaca153a20a162f7816ff11b3cba94f1c743',
);

export const SignOutDocument = document<SignOutMutation, SignOutMutationVariables>(
  "mutation SignOut {\n  signOut {\n    signedOut\n    userErrors {\n      message\n      __typename\n    }\n    __typename\n  }\n}",
  '3c013f9fbd78c834ebfae1858e85afbc19cbd92aa32573984ef33aa6909fa6d6',
);