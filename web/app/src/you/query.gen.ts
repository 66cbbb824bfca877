/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Graph from '@/graph/schema.gen';

import { document } from '@/graph/document';
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
  currentPassword: string;
  /** The new one: 10 to 200 characters. */
  password: string;
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
  code: string;
};

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
  code?: string | null | undefined;
  password: string;
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
  code: string;
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
  code: string;
  password: string;
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
  sessionId: string;
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
  version: number;
};

export type YouQueryVariables = Exact<{ [key: string]: never; }>;


export type YouQuery = { viewer: { user: { id: string, name: string, email: string, createdAt: string } | null, secondFactor: { enabled: boolean, since: string | null, recoveryCodesLeft: number } | null, sessions: Array<{ id: string, device: string, createdAt: string, usedAt: string, expiresAt: string, revokedAt: string | null, current: boolean }>, termsOfUse: { accepted: Array<{ version: number, acceptedAt: string }> } | null, accountLog: Array<{ id: string, at: string, action: string, agent: string }> } };

export type SessionRevokeMutationVariables = Exact<{
  input: Graph.SessionRevokeInput;
}>;


export type SessionRevokeMutation = { sessionRevoke: { userSession: { id: string, revokedAt: string | null } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SessionRevokeErrorCode }> } };

export type SessionRevokeOthersMutationVariables = Exact<{ [key: string]: never; }>;


export type SessionRevokeOthersMutation = { sessionRevokeOthers: { revoked: number | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SessionRevokeOthersErrorCode }> } };

export type SecondFactorBeginMutationVariables = Exact<{
  input: Graph.SecondFactorBeginInput;
}>;


export type SecondFactorBeginMutation = { secondFactorBegin: { secret: string | null, uri: string | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SecondFactorBeginErrorCode }> } };

export type SecondFactorConfirmMutationVariables = Exact<{
  input: Graph.SecondFactorConfirmInput;
}>;


export type SecondFactorConfirmMutation = { secondFactorConfirm: { recoveryCodes: Array<string> | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SecondFactorConfirmErrorCode }> } };

export type SecondFactorRemoveMutationVariables = Exact<{
  input: Graph.SecondFactorRemoveInput;
}>;


export type SecondFactorRemoveMutation = { secondFactorRemove: { removed: boolean | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.SecondFactorRemoveErrorCode }> } };

export type RecoveryCodesMakeMutationVariables = Exact<{
  input: Graph.RecoveryCodesMakeInput;
}>;


export type RecoveryCodesMakeMutation = { recoveryCodesMake: { recoveryCodes: Array<string> | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.RecoveryCodesMakeErrorCode }> } };

export type TermsOfUseAcceptMutationVariables = Exact<{
  input: Graph.TermsOfUseAcceptInput;
}>;


export type TermsOfUseAcceptMutation = { termsOfUseAccept: { accepted: { version: number, acceptedAt: string } | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.TermsOfUseAcceptErrorCode }> } };

export type PasswordChangeMutationVariables = Exact<{
  input: Graph.PasswordChangeInput;
}>;


export type PasswordChangeMutation = { passwordChange: { changed: boolean | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.PasswordChangeErrorCode }> } };

export type EmailVerificationSendMutationVariables = Exact<{ [key: string]: never; }>;


export type EmailVerificationSendMutation = { emailVerificationSend: { sent: boolean | null, userErrors: Array<{ message: string, field: Array<string> | null, code: Graph.EmailVerificationSendErrorCode }> } };

export const YouDocument = document<YouQuery, YouQueryVariables>(
  "query You {\n  viewer {\n    user {\n      id\n      name\n      email\n      createdAt\n      __typename\n    }\n    secondFactor {\n      enabled\n      since\n      recoveryCodesLeft\n      __typename\n    }\n    sessions {\n      id\n      device\n      createdAt\n      usedAt\n      expiresAt\n      revokedAt\n      current\n      __typename\n    }\n    termsOfUse {\n      accepted {\n        version\n        acceptedAt\n        __typename\n      }\n      __typename\n    }\n    accountLog(first: 20) {\n      id\n      at\n      action\n      agent\n      __typename\n    }\n    __typename\n  }\n}",
  'fef43804e120746a4c0b4584a7237e7f087b07a90de3c3d658cf6bee7448a7d8',
);

export const SessionRevokeDocument = document<SessionRevokeMutation, SessionRevokeMutationVariables>(
  "mutation SessionRevoke($input: SessionRevokeInput!) {\n  sessionRevoke(input: $input) {\n    userSession {\n      id\n      revokedAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '54ab0730ca3a81203903c2cb879338c0b200ce04b3d20e4252eb0c9353769a2e',
);

export const SessionRevokeOthersDocument = document<SessionRevokeOthersMutation, SessionRevokeOthersMutationVariables>(
  "mutation SessionRevokeOthers {\n  sessionRevokeOthers(input: {}) {\n    revoked\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '895f92dd00d2aa3a390d4c6bdbb5f921461f6d9a2ef788826c37acc3518ce7f1',
);

export const SecondFactorBeginDocument = document<SecondFactorBeginMutation, SecondFactorBeginMutationVariables>(
  "mutation SecondFactorBegin($input: SecondFactorBeginInput!) {\n  secondFactorBegin(input: $input) {\n    secret\n    uri\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '69619661c8dc3514e1ca2602a3dcc39117ab6d285537095786796882d6cc4cb2',
);

export const SecondFactorConfirmDocument = document<SecondFactorConfirmMutation, SecondFactorConfirmMutationVariables>(
  "mutation SecondFactorConfirm($input: SecondFactorConfirmInput!) {\n  secondFactorConfirm(input: $input) {\n    recoveryCodes\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '25a4e946e487474ac9a78cdaf7d2a864c1e6d8b37da6a4763b3606b5b6dc9b25',
);

export const SecondFactorRemoveDocument = document<SecondFactorRemoveMutation, SecondFactorRemoveMutationVariables>(
  "mutation SecondFactorRemove($input: SecondFactorRemoveInput!) {\n  secondFactorRemove(input: $input) {\n    removed\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'a6658f70b62b4dbf0b2047fe62f8b1f88076a113b7e63150961f01860f623441',
);

export const RecoveryCodesMakeDocument = document<RecoveryCodesMakeMutation, RecoveryCodesMakeMutationVariables>(
  "mutation RecoveryCodesMake($input: RecoveryCodesMakeInput!) {\n  recoveryCodesMake(input: $input) {\n    recoveryCodes\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'beb24d2f69a7b99a38dd49e9029577431b4d7d576f439ae42a7a6f63de0149f3',
);

export const TermsOfUseAcceptDocument = document<TermsOfUseAcceptMutation, TermsOfUseAcceptMutationVariables>(
  "mutation TermsOfUseAccept($input: TermsOfUseAcceptInput!) {\n  termsOfUseAccept(input: $input) {\n    accepted {\n      version\n      acceptedAt\n      __typename\n    }\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  '4ea32e31db1d856f3e7555748096e2c61d43dbe0b5cf108c2c0567564a222f9e',
);

export const PasswordChangeDocument = document<PasswordChangeMutation, PasswordChangeMutationVariables>(
  "mutation PasswordChange($input: PasswordChangeInput!) {\n  passwordChange(input: $input) {\n    changed\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'de1612bb5a18ec6b8d71474d136984597e08c9ff83469e53c94d2c77ab01c9c8',
);

export const EmailVerificationSendDocument = document<EmailVerificationSendMutation, EmailVerificationSendMutationVariables>(
  "mutation EmailVerificationSend {\n  emailVerificationSend(input: {}) {\n    sent\n    userErrors {\n      message\n      field\n      code\n      __typename\n    }\n    __typename\n  }\n}",
  'e40e1bdb7e1581596847eea8d153093648a1982c22a7e1140695f5e6a5cc2978',
);