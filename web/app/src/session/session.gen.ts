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
  token: string;
};

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
  name?: string | null | undefined;
  /** The password they choose, 10 to 200 characters. */
  password?: string | null | undefined;
  /** The version of the terms of use that is accepted by joining: the current one. */
  termsOfUseVersion?: number | null | undefined;
  /** The last part of the link's address. */
  token: string;
};

/** A member's role in a tenant. */
export type MemberRole =
  | 'ADMIN'
  | 'ANALYST'
  | 'EDITOR'
  | 'FINANCE'
  | 'OWNER';

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
  password: string;
  /** The last part of the link's address. */
  token: string;
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
  email: string;
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

export type SelfQueryVariables = Exact<{ [key: string]: never; }>;


export type SelfQuery = { viewer: { emailVerified: boolean | null, user: { email: string } | null } };

export type MemberInvitationQueryVariables = Exact<{
  token: string;
}>;


export type MemberInvitationQuery = { memberInvitation: { tenantName: string, role: Graph.MemberRole, email: string, expiresAt: string, hasAccount: boolean } | null };

export type MemberInvitationAcceptMutationVariables = Exact<{
  input: Graph.MemberInvitationAcceptInput;
}>;


export type MemberInvitationAcceptMutation = { memberInvitationAccept: { session: { accessToken: string, accessTokenExpiresAt: string } | null, tenant: { id: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.MemberInvitationAcceptErrorCode }> } };

export type EmailVerifyMutationVariables = Exact<{
  input: Graph.EmailVerifyInput;
}>;


export type EmailVerifyMutation = { emailVerify: { verified: boolean | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EmailVerifyErrorCode }> } };

export type PasswordResetRequestMutationVariables = Exact<{
  input: Graph.PasswordResetRequestInput;
}>;


export type PasswordResetRequestMutation = { passwordResetRequest: { requested: boolean | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PasswordResetRequestErrorCode }> } };

export type PasswordResetMutationVariables = Exact<{
  input: Graph.PasswordResetInput;
}>;


export type PasswordResetMutation = { passwordReset: { reset: boolean | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PasswordResetErrorCode }> } };

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

export const SelfDocument = document<SelfQuery, SelfQueryVariables>(
  "query Self {\n  viewer {\n    user {\n      email\n      __typename\n    }\n    emailVerified\n    __typename\n  }\n}",
  '68d6c0c2baba38a54b4a893725cd905228f56d05dc6f0966b3f8fbdc9efb0403',
);

export const MemberInvitationDocument = document<MemberInvitationQuery, MemberInvitationQueryVariables>(
  "query MemberInvitation($token: String!) {\n  memberInvitation(token: $token) {\n    tenantName\n    role\n    email\n    expiresAt\n    hasAccount\n    __typename\n  }\n}",
  '343f0d34aa62a8a3ffc89fd8ef1f1c79364ed70d2de323c538ff11e492ada289',
);

export const MemberInvitationAcceptDocument = document<MemberInvitationAcceptMutation, MemberInvitationAcceptMutationVariables>(
  "mutation MemberInvitationAccept($input: MemberInvitationAcceptInput!) {\n  memberInvitationAccept(input: $input) {\n    session {\n      ...SessionTokens\n      __typename\n    }\n    tenant {\n      id\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}\nfragment SessionTokens on Session {\n  accessToken\n  accessTokenExpiresAt\n  __typename\n}",
  'd56ce472857e63ace6e8b61e566168b9e21fd0719147b5a8e893aefcca207b0b',
);

export const EmailVerifyDocument = document<EmailVerifyMutation, EmailVerifyMutationVariables>(
  "mutation EmailVerify($input: EmailVerifyInput!) {\n  emailVerify(input: $input) {\n    verified\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'e1bdb10b26f01c8b7abd71f53ee591133f455c8619f3e6482e7a9fffef9eaf75',
);

export const PasswordResetRequestDocument = document<PasswordResetRequestMutation, PasswordResetRequestMutationVariables>(
  "mutation PasswordResetRequest($input: PasswordResetRequestInput!) {\n  passwordResetRequest(input: $input) {\n    requested\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '9c7e9b3ea482772527ef2473947301aedf7837218220afb4ba742631628958ce',
);

export const PasswordResetDocument = document<PasswordResetMutation, PasswordResetMutationVariables>(
  "mutation PasswordReset($input: PasswordResetInput!) {\n  passwordReset(input: $input) {\n    reset\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '82a595b816037461eeb27b8ba95c355c063ea6e80fecb6f9b7a15eebdcd3273a',
);