//! The tables as diesel sees them. Kept by hand beside the migrations; `tests/catalogue.rs` compares the two.
#![allow(missing_docs)]

diesel::table! {
    account_log (user_id, id) {
        user_id -> Uuid,
        id -> Uuid,
        at -> Timestamptz,
        action -> Text,
        detail -> Jsonb,
        entrance -> Text,
        agent -> Text,
        request -> Text,
    }
}

diesel::table! {
    account_mails (id) {
        id -> Uuid,
        cause -> Text,
        user_id -> Nullable<Uuid>,
        tenant_id -> Nullable<Uuid>,
        invitation_id -> Nullable<Uuid>,
        recipient -> Text,
        link_hashes -> Array<Bytea>,
        expires_at -> Nullable<Timestamptz>,
        used_at -> Nullable<Timestamptz>,
        state -> Text,
        tries -> Integer,
        next_try_at -> Timestamptz,
        reason -> Nullable<Text>,
        created_at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    affiliate_browsers (tenant_id, affiliate_id, visitor_id) {
        tenant_id -> Uuid,
        affiliate_id -> Uuid,
        visitor_id -> Uuid,
        seen_at -> Timestamptz,
    }
}

diesel::table! {
    affiliates (id) {
        id -> Uuid,
        user_id -> Uuid,
        email -> Text,
        name -> Text,
        country -> Text,
        created_at -> Timestamptz,
        mail_off -> Array<Text>,
    }
}

diesel::table! {
    api_keys (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        name -> Text,
        hint -> Text,
        secret_hash -> Binary,
        scopes -> Array<Text>,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        expires_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
        origins -> Array<Text>,
        replaced_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    attributions (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        conversion_id -> Uuid,
        number -> Integer,
        policy_id -> Uuid,
        outcome -> Text,
        pool -> BigInt,
        why -> Jsonb,
        decided_at -> Timestamptz,
        supersedes_because -> Nullable<Text>,
    }
}

diesel::table! {
    audit_log (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        at -> Timestamptz,
        actor -> Text,
        action -> Text,
        subject -> Text,
        detail -> Jsonb,
        before -> Nullable<Jsonb>,
        entrance -> Nullable<Text>,
        agent -> Text,
        request -> Text,
    }
}

diesel::table! {
    codes (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        enrollment_id -> Uuid,
        affiliate_id -> Uuid,
        code -> Text,
        state -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    commissions (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        payee_id -> Uuid,
        affiliate_id -> Nullable<Uuid>,
        program_id -> Uuid,
        terms_id -> Nullable<Uuid>,
        cause -> Text,
        conversion_id -> Nullable<Uuid>,
        attribution_id -> Nullable<Uuid>,
        refund_id -> Nullable<Uuid>,
        adjusts_id -> Nullable<Uuid>,
        currency -> Text,
        amount -> BigInt,
        debt -> Bool,
        recovered -> BigInt,
        state -> Text,
        void_reason -> Nullable<Text>,
        matures_at -> Timestamptz,
        payout_id -> Nullable<Uuid>,
        why -> Jsonb,
        created_at -> Timestamptz,
        returned_by_payout_id -> Nullable<Uuid>,
        state_since -> Nullable<Timestamptz>,
        hold_reason -> Nullable<Text>,
        budget_id -> Nullable<Uuid>,
        reviewed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    conversion_lines (tenant_id, conversion_id, position) {
        tenant_id -> Uuid,
        conversion_id -> Uuid,
        position -> Integer,
        sku -> Text,
        title -> Nullable<Text>,
        quantity -> BigInt,
        amount -> BigInt,
        commissionable -> Bool,
        refunded_quantity -> BigInt,
        refunded -> BigInt,
    }
}

diesel::table! {
    conversion_visitors (tenant_id, conversion_id, visitor_id) {
        tenant_id -> Uuid,
        conversion_id -> Uuid,
        visitor_id -> Uuid,
    }
}

diesel::table! {
    conversions (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        external_id -> Text,
        door -> Text,
        currency -> Text,
        amount -> BigInt,
        commissionable -> BigInt,
        refunded -> BigInt,
        refunded_commissionable -> BigInt,
        customer_id -> Nullable<Uuid>,
        country -> Nullable<Text>,
        code -> Nullable<Text>,
        state -> Text,
        contents_hash -> Binary,
        occurred_at -> Timestamptz,
        recorded_at -> Timestamptz,
        subscription -> Nullable<Text>,
        email_hash -> Nullable<Binary>,
        email_disposable -> Nullable<Bool>,
        fraud_score -> Nullable<Integer>,
        code_without_click -> Nullable<Bool>,
        judged_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    creator_claims (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        creator_id -> Uuid,
        affiliate_id -> Uuid,
        state -> Text,
        evidence -> Text,
        created_at -> Timestamptz,
        decided_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    creators (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        payee_id -> Uuid,
        external_id -> Text,
        name -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    credits (tenant_id, attribution_id, position) {
        tenant_id -> Uuid,
        attribution_id -> Uuid,
        position -> Integer,
        payee_id -> Uuid,
        role -> Text,
        weight -> BigInt,
        earned -> BigInt,
        amount -> BigInt,
        program_id -> Nullable<Uuid>,
        added -> Nullable<Jsonb>,
        cut -> BigInt,
    }
}

diesel::table! {
    customers (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        external_id -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    debt_recoveries (tenant_id, payout_id, commission_id) {
        tenant_id -> Uuid,
        payout_id -> Uuid,
        commission_id -> Uuid,
        amount -> BigInt,
    }
}

diesel::table! {
    engagement_days (tenant_id, day, moment_id) {
        tenant_id -> Uuid,
        day -> Date,
        moment_id -> Uuid,
        views -> BigInt,
        likes -> BigInt,
        comments -> BigInt,
        saves -> BigInt,
        shares -> BigInt,
        product_clicks -> BigInt,
    }
}

diesel::table! {
    engagement_hours (tenant_id, hour, moment_id) {
        tenant_id -> Uuid,
        hour -> Timestamptz,
        moment_id -> Uuid,
        views -> BigInt,
        likes -> BigInt,
        comments -> BigInt,
        saves -> BigInt,
        shares -> BigInt,
        product_clicks -> BigInt,
    }
}

diesel::table! {
    engagement_settings (tenant_id) {
        tenant_id -> Uuid,
        retention_days -> Integer,
        updated_at -> Nullable<Timestamptz>,
        forgotten_before -> Nullable<Date>,
    }
}

diesel::table! {
    engagement_totals (tenant_id, moment_id) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        views -> BigInt,
        likes -> BigInt,
        comments -> BigInt,
        saves -> BigInt,
        shares -> BigInt,
        product_clicks -> BigInt,
    }
}

diesel::table! {
    engagements (tenant_id, day, moment_id, kind, actor) {
        tenant_id -> Uuid,
        day -> Date,
        moment_id -> Uuid,
        kind -> Text,
        actor -> Bytea,
        occurred_at -> Timestamptz,
        received_at -> Timestamptz,
    }
}

diesel::table! {
    enrollment_directory (affiliate_id, tenant_id) {
        affiliate_id -> Uuid,
        tenant_id -> Uuid,
    }
}

diesel::table! {
    enrollments (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        program_id -> Uuid,
        affiliate_id -> Nullable<Uuid>,
        payee_id -> Nullable<Uuid>,
        state -> Text,
        email -> Text,
        name -> Text,
        invite_hash -> Nullable<Binary>,
        payout_ready -> Bool,
        created_at -> Timestamptz,
        country -> Nullable<Text>,
        group_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    feeds (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        handle -> Text,
        name -> Text,
        product_id -> Nullable<Uuid>,
        moment_kind -> Nullable<Text>,
        created_at -> Timestamptz,
        version -> Integer,
    }
}

diesel::table! {
    feed_versions (tenant_id, feed_id, number) {
        tenant_id -> Uuid,
        feed_id -> Uuid,
        number -> Integer,
        rule -> Nullable<Json>,
        pins -> Array<Uuid>,
        ordered_by -> Text,
        made_at -> Timestamptz,
        made_by -> Text,
    }
}

diesel::table! {
    fraud_findings (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        conversion_id -> Uuid,
        payee_id -> Nullable<Uuid>,
        affiliate_id -> Nullable<Uuid>,
        signal -> Text,
        points -> Integer,
        evidence -> Jsonb,
        found_at -> Timestamptz,
    }
}

diesel::table! {
    fraud_thresholds (tenant_id) {
        tenant_id -> Uuid,
        thresholds -> Jsonb,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    funding_disputes (tenant_id, stripe_id) {
        tenant_id -> Uuid,
        stripe_id -> Text,
        funding_id -> Uuid,
        reason -> Text,
        status -> Text,
        movements -> Integer,
        taken -> BigInt,
        booked -> BigInt,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    funding_methods (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        currency -> Text,
        state -> Text,
        checkout_session_id -> Nullable<Text>,
        checkout_url -> Nullable<Text>,
        stripe_id -> Nullable<Text>,
        label -> Nullable<Text>,
        last4 -> Nullable<Text>,
        added_by -> Text,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        look_at -> Nullable<Timestamptz>,
        return_path -> Nullable<Text>,
    }
}

diesel::table! {
    fundings (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        currency -> Text,
        amount -> BigInt,
        fee -> Nullable<BigInt>,
        net -> Nullable<BigInt>,
        state -> Text,
        checkout_session_id -> Nullable<Text>,
        checkout_url -> Nullable<Text>,
        payment_intent_id -> Nullable<Text>,
        started_by -> Text,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        method_id -> Nullable<Uuid>,
        run_id -> Nullable<Uuid>,
        reason -> Nullable<Text>,
        repaid -> BigInt,
        refunded -> BigInt,
        look_at -> Nullable<Timestamptz>,
        not_refundable -> Nullable<Text>,
        return_path -> Nullable<Text>,
    }
}

diesel::table! {
    idempotency_keys (tenant_id, key) {
        tenant_id -> Uuid,
        key -> Text,
        operation -> Text,
        arguments_hash -> Binary,
        outcome_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    identity_edges (tenant_id, customer_id, visitor_id) {
        tenant_id -> Uuid,
        customer_id -> Uuid,
        visitor_id -> Uuid,
        seen_at -> Timestamptz,
        first_seen_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    ledger_accounts (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        payee_id -> Nullable<Uuid>,
        currency -> Text,
        platform -> Bool,
        balance -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    ledger_entries (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        posting_key -> Text,
        event -> Text,
        contents_hash -> Binary,
        posted_at -> Timestamptz,
    }
}

diesel::table! {
    ledger_checks (tenant_id) {
        tenant_id -> Uuid,
        checked_at -> Timestamptz,
    }
}

diesel::table! {
    ledger_findings (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        invariant -> Text,
        detail -> Text,
        found_at -> Timestamptz,
        cleared_at -> Nullable<Timestamptz>,
        source -> Text,
    }
}

diesel::table! {
    ledger_postings (tenant_id, entry_id, position) {
        tenant_id -> Uuid,
        entry_id -> Uuid,
        position -> Integer,
        debit_account -> Uuid,
        credit_account -> Uuid,
        amount -> BigInt,
        currency -> Text,
        debit_version -> Nullable<BigInt>,
        credit_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    link_days (tenant_id, link_id, day) {
        tenant_id -> Uuid,
        link_id -> Uuid,
        day -> Date,
        valid -> BigInt,
        duplicate -> BigInt,
        bot -> BigInt,
    }
}

diesel::table! {
    links (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        enrollment_id -> Uuid,
        affiliate_id -> Uuid,
        moment_id -> Nullable<Uuid>,
        slug -> Text,
        destination -> Text,
        state -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    mails (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        affiliate_id -> Nullable<Uuid>,
        cause -> Text,
        about -> Text,
        recipient -> Text,
        recipient_name -> Text,
        subject -> Text,
        body_text -> Text,
        body_html -> Text,
        state -> Text,
        tries -> Integer,
        next_try_at -> Timestamptz,
        reason -> Nullable<Text>,
        created_at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
        user_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    member_invitations (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        email -> Text,
        role -> Text,
        invited_by -> Uuid,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        state -> Text,
        ended_at -> Nullable<Timestamptz>,
        user_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    memberships (tenant_id, user_id) {
        tenant_id -> Uuid,
        user_id -> Uuid,
        role -> Text,
        email -> Text,
        name -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    missed_sales (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        affiliate_id -> Uuid,
        enrollment_id -> Uuid,
        state -> Text,
        reference -> Nullable<Text>,
        reference_key -> Nullable<Text>,
        currency -> Nullable<Text>,
        amount -> Nullable<BigInt>,
        occurred_on -> Date,
        evidence -> Text,
        reason -> Nullable<Text>,
        conversion_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        decided_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    moment_conversions (tenant_id, moment_id, conversion_id) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        conversion_id -> Uuid,
        scored_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    moment_products (tenant_id, moment_id, product_id) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        product_id -> Uuid,
        stars -> Nullable<SmallInt>,
        counts_from -> Nullable<Timestamptz>,
        counts_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    moderation_settings (tenant_id) {
        tenant_id -> Uuid,
        version -> Integer,
        settings -> Json,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    moderation_cases (tenant_id, moment_id) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        confidence -> Integer,
        findings -> Json,
        rules -> Array<Text>,
        settings_version -> Integer,
        judged_at -> Timestamptz,
        fingerprint -> Nullable<Bytea>,
        claimed_by -> Nullable<Uuid>,
        claimed_until -> Nullable<Timestamptz>,
        decided_at -> Nullable<Timestamptz>,
        revision -> Integer,
    }
}

diesel::table! {
    moment_decisions (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        moment_id -> Uuid,
        decided_at -> Timestamptz,
        outcome -> Text,
        decided_by -> Text,
        actor -> Text,
        rule -> Nullable<Text>,
        rule_version -> Nullable<Integer>,
        reason -> Nullable<Text>,
        reject_code -> Nullable<Text>,
        note -> Nullable<Text>,
        confidence -> Nullable<Integer>,
        settings_version -> Nullable<Integer>,
        revision -> Integer,
    }
}

diesel::table! {
    moment_customers (tenant_id, moment_id) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        customer_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    moment_votes (tenant_id, moment_id, voter) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        voter -> Bytea,
        helpful -> Bool,
        voted_at -> Timestamptz,
    }
}

diesel::table! {
    moment_vote_counts (tenant_id, moment_id) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        helpful -> Integer,
        unhelpful -> Integer,
    }
}

diesel::table! {
    moment_reports (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        moment_id -> Uuid,
        reporter -> Bytea,
        reason -> Text,
        note -> Nullable<Text>,
        reported_at -> Timestamptz,
    }
}

diesel::table! {
    moment_revisions (tenant_id, moment_id, revision) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        revision -> Integer,
        title -> Nullable<Text>,
        body -> Text,
        rating -> Nullable<SmallInt>,
        replaced_at -> Timestamptz,
        replaced_by -> Text,
    }
}

diesel::table! {
    media (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        hash -> Nullable<Bytea>,
        kind -> Text,
        bytes -> BigInt,
        width -> Integer,
        height -> Integer,
        duration_ms -> Nullable<BigInt>,
        small_type -> Nullable<Text>,
        large_type -> Nullable<Text>,
        state -> Text,
        changed_at -> Timestamptz,
        uploaded_by -> Text,
        created_at -> Timestamptz,
        moment_id -> Nullable<Uuid>,
        position -> Nullable<SmallInt>,
    }
}

diesel::table! {
    moment_hashtags (tenant_id, moment_id, place) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        place -> SmallInt,
        hashtag -> Nullable<Text>,
    }
}

diesel::table! {
    moment_intents (tenant_id, moment_id) {
        tenant_id -> Uuid,
        moment_id -> Uuid,
        read -> Text,
        abstained -> Bool,
        confidence -> Integer,
        evidence -> Json,
        version -> Text,
        read_at -> Timestamptz,
        set_by -> Nullable<Text>,
        set_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    moment_sources (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        name -> Text,
        secret -> Bytea,
        old_secret -> Nullable<Bytea>,
        old_secret_until -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        rotated_at -> Nullable<Timestamptz>,
        disabled_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    moments (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        source -> Text,
        external_id -> Text,
        creator_id -> Nullable<Uuid>,
        title -> Nullable<Text>,
        body -> Text,
        rating -> Nullable<SmallInt>,
        permalink -> Nullable<Text>,
        published_at -> Timestamptz,
        moderation -> Text,
        reject_code -> Nullable<Text>,
        reject_editable -> Bool,
        rights -> Text,
        rights_requested_at -> Nullable<Timestamptz>,
        rights_starts_at -> Nullable<Timestamptz>,
        rights_ends_at -> Nullable<Timestamptz>,
        visibility -> Text,
        disclosure -> Text,
        verified_buyer -> Bool,
        log_score -> Double,
        rank -> Double,
        version -> BigInt,
        created_at -> Timestamptz,
        language -> Nullable<Text>,
        intent -> Nullable<Text>,
        question_id -> Nullable<Uuid>,
        helpfulness -> Integer,
        rank_fell_at -> Nullable<Timestamptz>,
        rating_fell_at -> Nullable<Timestamptz>,
        helpfulness_fell_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    outbox (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        job -> Text,
        payload -> Json,
        created_at -> Timestamptz,
        delivered_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    payees (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        affiliate_id -> Nullable<Uuid>,
        name -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    payout_accounts (id) {
        id -> Uuid,
        affiliate_id -> Uuid,
        stripe_account_id -> Nullable<Text>,
        state -> Text,
        requirements_due -> Array<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        country -> Nullable<Text>,
        email -> Nullable<Text>,
        bank_fingerprint -> Nullable<Text>,
    }
}

diesel::table! {
    payout_attempts (tenant_id, payout_id, number) {
        tenant_id -> Uuid,
        payout_id -> Uuid,
        number -> Integer,
        idempotency_key -> Text,
        amount -> BigInt,
        currency -> Text,
        destination -> Text,
        first_sent_at -> Nullable<Timestamptz>,
        finished_at -> Nullable<Timestamptz>,
        outcome -> Nullable<Text>,
        resent_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    payout_run_items (tenant_id, run_id, commission_id) {
        tenant_id -> Uuid,
        run_id -> Uuid,
        commission_id -> Uuid,
        affiliate_id -> Uuid,
        amount -> BigInt,
        dropped -> Nullable<Text>,
    }
}

diesel::table! {
    payout_run_omissions (tenant_id, run_id, id) {
        tenant_id -> Uuid,
        run_id -> Uuid,
        id -> Uuid,
        payee_id -> Uuid,
        amount -> BigInt,
        reason -> Text,
    }
}

diesel::table! {
    payout_run_shares (tenant_id, run_id, affiliate_id) {
        tenant_id -> Uuid,
        run_id -> Uuid,
        affiliate_id -> Uuid,
        amount -> BigInt,
        fee -> Nullable<BigInt>,
        recovered -> Nullable<BigInt>,
    }
}

diesel::table! {
    payout_runs (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        currency -> Text,
        state -> Text,
        drafted_by -> Text,
        approved_by -> Nullable<Text>,
        preview_hash -> Nullable<Binary>,
        preview_total -> Nullable<BigInt>,
        pause_reason -> Nullable<Text>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        origin -> Text,
        affiliate_id -> Nullable<Uuid>,
        second_approver -> Bool,
        aside_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    payout_requests (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        affiliate_id -> Uuid,
        currency -> Text,
        state -> Text,
        reason -> Nullable<Text>,
        idempotency_key -> Text,
        run_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    payout_timetables (tenant_id, currency) {
        tenant_id -> Uuid,
        currency -> Text,
        cadence -> Text,
        day -> Nullable<Integer>,
        time_zone -> Text,
        next_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    payouts (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        run_id -> Uuid,
        affiliate_id -> Uuid,
        currency -> Text,
        amount -> BigInt,
        recovered -> BigInt,
        fee -> BigInt,
        state -> Text,
        reason -> Nullable<Text>,
        stripe_transfer_id -> Nullable<Text>,
        reversed -> BigInt,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        transferred_at -> Nullable<Timestamptz>,
        look_at -> Nullable<Timestamptz>,
        looks -> Integer,
    }
}

diesel::table! {
    policies (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        version -> Integer,
        model -> Text,
        click_window_days -> Integer,
        view_window_days -> Integer,
        half_life_hours -> Integer,
        affiliate_floor_bps -> Integer,
        created_at -> Timestamptz,
        affiliate_ceiling_bps -> Integer,
        creator_floor_bps -> Integer,
        creator_ceiling_bps -> Integer,
        closer_floor_bps -> Integer,
        closer_ceiling_bps -> Integer,
        first_touch_bonus_bps -> Integer,
        assist_bonus_bps -> Integer,
        stand_down_minutes -> Nullable<Integer>,
        stand_down_keeps_bps -> Nullable<Integer>,
        weight_set_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    products (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        external_id -> Text,
        title -> Text,
        category -> Nullable<Text>,
        url -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    programs (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        name -> Text,
        audience -> Text,
        currency -> Text,
        hold_days -> Integer,
        payout_minimum -> BigInt,
        created_at -> Timestamptz,
        payout_on_demand -> Bool,
    }
}

diesel::table! {
    refund_lines (tenant_id, refund_id, position) {
        tenant_id -> Uuid,
        refund_id -> Uuid,
        conversion_id -> Uuid,
        position -> Integer,
        quantity -> BigInt,
        amount -> BigInt,
    }
}

diesel::table! {
    refunds (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        conversion_id -> Uuid,
        external_id -> Text,
        amount -> BigInt,
        commissionable -> BigInt,
        reversed -> BigInt,
        contents_hash -> Binary,
        occurred_at -> Timestamptz,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    rights_requests (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        moment_id -> Uuid,
        terms -> Nullable<Integer>,
        requested_at -> Nullable<Timestamptz>,
        requested_by -> Nullable<Text>,
        channel -> Nullable<Text>,
        message_id -> Nullable<Text>,
        text_hash -> Nullable<Bytea>,
        scope -> Nullable<Json>,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamptz>,
        answered_by -> Nullable<Text>,
        reply_channel -> Nullable<Text>,
        reply_message_id -> Nullable<Text>,
        reply_text_hash -> Nullable<Bytea>,
        starts_at -> Nullable<Timestamptz>,
        ends_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
        revoked_by -> Nullable<Text>,
        revocation_channel -> Nullable<Text>,
        revocation_message_id -> Nullable<Text>,
        revocation_text_hash -> Nullable<Bytea>,
    }
}

diesel::table! {
    rights_terms (tenant_id, number) {
        tenant_id -> Uuid,
        number -> Integer,
        body -> Text,
        hash -> Bytea,
        published_at -> Timestamptz,
        published_by -> Text,
    }
}

diesel::table! {
    rules (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        terms_id -> Uuid,
        position -> Integer,
        name -> Text,
        predicate -> Jsonb,
        reward -> Jsonb,
        recurring -> Nullable<Jsonb>,
    }
}

diesel::table! {
    second_factors (user_id) {
        user_id -> Uuid,
        sealed_secret -> Nullable<Binary>,
        since -> Nullable<Timestamptz>,
        last_step -> BigInt,
        pending_secret -> Nullable<Binary>,
        pending_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    recovery_codes (user_id, hash) {
        user_id -> Uuid,
        hash -> Binary,
        made_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
        replaced_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    terms_acceptances (user_id, version) {
        user_id -> Uuid,
        version -> Integer,
        accepted_at -> Timestamptz,
        entrance -> Text,
        agent -> Text,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        tenant_id -> Nullable<Uuid>,
        refresh_hash -> Binary,
        previous_hash -> Nullable<Binary>,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        device -> Text,
        used_at -> Nullable<Timestamptz>,
        second_factor_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    signing_keys (id) {
        id -> Uuid,
        public_key -> Binary,
        sealed_private_key -> Binary,
        created_at -> Timestamptz,
        signs_until -> Timestamptz,
        verifies_until -> Timestamptz,
    }
}

diesel::table! {
    slug_directory (slug) {
        slug -> Text,
        tenant_id -> Uuid,
        kind -> Text,
        target_id -> Uuid,
    }
}

diesel::table! {
    stripe_customers (tenant_id) {
        tenant_id -> Uuid,
        stripe_id -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    stripe_events (id) {
        id -> Text,
        kind -> Text,
        payload -> Text,
        received_at -> Timestamptz,
        applied_at -> Nullable<Timestamptz>,
        outcome -> Nullable<Text>,
        tries -> Integer,
        next_try_at -> Nullable<Timestamptz>,
        failure -> Nullable<Text>,
    }
}

diesel::table! {
    platform_movements (id) {
        id -> Text,
        kind -> Text,
        currency -> Text,
        net -> BigInt,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    stripe_account (id) {
        id -> Text,
        stripe_id -> Text,
        live -> Bool,
        seen_at -> Timestamptz,
    }
}

diesel::table! {
    stripe_sweeps (id) {
        id -> Text,
        swept_to -> Timestamptz,
        swept_at -> Timestamptz,
        resume_after -> Nullable<Text>,
        resume_to -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    subscriptions (tenant_id) {
        tenant_id -> Uuid,
        stripe_subscription_id -> Text,
        plan -> Text,
        state -> Text,
        currency -> Text,
        period_start -> Timestamptz,
        period_end -> Timestamptz,
        past_due_since -> Nullable<Timestamptz>,
        cancel_at_period_end -> Bool,
        wanted -> Nullable<Text>,
        wanted_at -> Nullable<Timestamptz>,
        read_at -> Timestamptz,
        look_at -> Timestamptz,
        updated_at -> Timestamptz,
        failing_since -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    subscription_checkouts (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        plan -> Text,
        currency -> Text,
        state -> Text,
        stripe_session_id -> Nullable<Text>,
        url -> Nullable<Text>,
        started_by -> Text,
        created_at -> Timestamptz,
        look_at -> Timestamptz,
        return_path -> Nullable<Text>,
    }
}

diesel::table! {
    subscription_invoices (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        stripe_invoice_id -> Text,
        stripe_subscription_id -> Text,
        number -> Nullable<Text>,
        currency -> Text,
        amount_due -> BigInt,
        amount_paid -> BigInt,
        state -> Text,
        period_start -> Timestamptz,
        period_end -> Timestamptz,
        url -> Nullable<Text>,
        created_at -> Timestamptz,
        booked_at -> Nullable<Timestamptz>,
        booked_currency -> Nullable<Text>,
        net -> Nullable<BigInt>,
        fee -> Nullable<BigInt>,
        payment_intents -> Array<Text>,
    }
}

diesel::table! {
    tenants (id) {
        id -> Uuid,
        name -> Text,
        currency -> Text,
        platform_fee_bps -> Integer,
        second_approver -> Bool,
        origins -> Array<Text>,
        created_at -> Timestamptz,
        payout_limit -> Nullable<BigInt>,
        payout_unusual_percent -> Integer,
        payout_limit_currency -> Nullable<Text>,
        second_factor_required -> Bool,
        link_hosts -> Array<Text>,
    }
}

diesel::table! {
    terms (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        program_id -> Uuid,
        version -> Integer,
        effective_from -> Timestamptz,
        created_at -> Timestamptz,
        group_id -> Nullable<Uuid>,
        period -> Text,
        bonuses -> Jsonb,
        cap_per_order -> Nullable<BigInt>,
        cap_per_period -> Nullable<BigInt>,
    }
}

diesel::table! {
    terms_withdrawals (tenant_id, terms_id) {
        tenant_id -> Uuid,
        terms_id -> Uuid,
        withdrawn_at -> Timestamptz,
    }
}

diesel::table! {
    touches (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        occurred_at -> Timestamptz,
        visitor_id -> Nullable<Uuid>,
        link_id -> Nullable<Uuid>,
        code_id -> Nullable<Uuid>,
        moment_id -> Nullable<Uuid>,
        verdict -> Text,
        reason -> Nullable<Text>,
        referrer_host -> Nullable<Text>,
        enrollment_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    unmatched_refunds (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        external_id -> Text,
        customer -> Nullable<Text>,
        sku -> Text,
        quantity -> BigInt,
        amount -> BigInt,
        currency -> Text,
        occurred_at -> Timestamptz,
        recorded_at -> Timestamptz,
        reason -> Text,
    }
}

diesel::table! {
    usage_days (tenant_id, day) {
        tenant_id -> Uuid,
        day -> Date,
        touches -> BigInt,
        conversions -> BigInt,
        counted_at -> Timestamptz,
    }
}

diesel::table! {
    usage_periods (tenant_id, period_start) {
        tenant_id -> Uuid,
        period_start -> Timestamptz,
        period_end -> Timestamptz,
        stripe_subscription_id -> Text,
        state -> Text,
        plan -> Nullable<Text>,
        currency -> Text,
        from_day -> Nullable<Date>,
        until_day -> Nullable<Date>,
        events -> Nullable<BigInt>,
        amount -> Nullable<BigInt>,
        sent_at -> Nullable<Timestamptz>,
        stripe_item_id -> Nullable<Text>,
    }
}

diesel::table! {
    users (id) {
        id -> Uuid,
        email -> Text,
        name -> Text,
        password_hash -> Text,
        created_at -> Timestamptz,
        email_verified_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    wallet_returns (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        request_id -> Uuid,
        funding_id -> Uuid,
        currency -> Text,
        amount -> BigInt,
        state -> Text,
        reason -> Nullable<Text>,
        refund_id -> Nullable<Text>,
        requested_by -> Text,
        first_sent_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        look_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    wallet_top_ups (tenant_id, currency) {
        tenant_id -> Uuid,
        currency -> Text,
        method_id -> Uuid,
        at_least -> BigInt,
        at_most -> BigInt,
        margin_bps -> Integer,
        ends_at -> Nullable<Timestamptz>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    budgets (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        program_id -> Uuid,
        group_id -> Nullable<Uuid>,
        name -> Text,
        amount -> BigInt,
        reserved -> BigInt,
        starts_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    click_days (tenant_id, payee_id, program_id, day) {
        tenant_id -> Uuid,
        payee_id -> Uuid,
        program_id -> Uuid,
        day -> Date,
        clicks -> BigInt,
        commission_id -> Uuid,
    }
}

diesel::table! {
    click_days_closed (tenant_id, day) {
        tenant_id -> Uuid,
        day -> Date,
    }
}

diesel::table! {
    groups (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        program_id -> Uuid,
        name -> Text,
        stands_down -> Bool,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    payee_months (tenant_id, payee_id, program_id, month) {
        tenant_id -> Uuid,
        payee_id -> Uuid,
        program_id -> Uuid,
        month -> Date,
        sales -> BigInt,
        amount -> BigInt,
        paid -> BigInt,
        tiered -> BigInt,
        tiered_paid -> BigInt,
        tiered_at -> BigInt,
    }
}

diesel::table! {
    top_up_parts (tenant_id, attribution_id, payee_id, of_attribution_id) {
        tenant_id -> Uuid,
        attribution_id -> Uuid,
        payee_id -> Uuid,
        of_attribution_id -> Uuid,
        bps -> BigInt,
        due -> BigInt,
        minor -> BigInt,
        stands -> Bool,
    }
}

diesel::table! {
    weight_sets (tenant_id, id) {
        tenant_id -> Uuid,
        id -> Uuid,
        model -> Text,
        period_from -> Nullable<Timestamptz>,
        period_to -> Nullable<Timestamptz>,
        conversions -> BigInt,
        nulls -> BigInt,
        weights -> Jsonb,
        published_by -> Text,
        created_at -> Timestamptz,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    account_log,
    account_mails,
    affiliate_browsers,
    affiliates,
    api_keys,
    attributions,
    audit_log,
    budgets,
    click_days,
    click_days_closed,
    codes,
    commissions,
    conversion_lines,
    conversion_visitors,
    conversions,
    creator_claims,
    creators,
    credits,
    customers,
    debt_recoveries,
    engagement_days,
    engagement_hours,
    engagement_settings,
    engagement_totals,
    engagements,
    enrollment_directory,
    enrollments,
    feed_versions,
    feeds,
    fraud_findings,
    fraud_thresholds,
    funding_disputes,
    funding_methods,
    fundings,
    groups,
    idempotency_keys,
    identity_edges,
    ledger_accounts,
    ledger_entries,
    ledger_findings,
    ledger_postings,
    link_days,
    links,
    mails,
    media,
    member_invitations,
    memberships,
    missed_sales,
    moment_conversions,
    moment_products,
    moderation_cases,
    moderation_settings,
    moment_decisions,
    moment_hashtags,
    moment_customers,
    moment_intents,
    moment_reports,
    moment_vote_counts,
    moment_votes,
    moment_revisions,
    moment_sources,
    moments,
    outbox,
    payee_months,
    payees,
    payout_accounts,
    payout_attempts,
    payout_run_items,
    payout_run_omissions,
    payout_run_shares,
    payout_runs,
    payout_requests,
    payout_timetables,
    payouts,
    platform_movements,
    policies,
    products,
    programs,
    refund_lines,
    refunds,
    rights_requests,
    rights_terms,
    rules,
    recovery_codes,
    second_factors,
    sessions,
    signing_keys,
    slug_directory,
    stripe_account,
    stripe_customers,
    stripe_events,
    stripe_sweeps,
    subscription_checkouts,
    subscription_invoices,
    subscriptions,
    tenants,
    terms,
    terms_acceptances,
    terms_withdrawals,
    touches,
    unmatched_refunds,
    usage_days,
    usage_periods,
    users,
    wallet_returns,
    wallet_top_ups,
    top_up_parts,
    weight_sets,
);
