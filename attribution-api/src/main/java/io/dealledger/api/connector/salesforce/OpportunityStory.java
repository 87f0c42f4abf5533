package io.dealledger.api.connector.salesforce;

import io.dealledger.api.connector.salesforce.Org.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the changes of one opportunity say, in the order of their commits. Of one change first what happened to the deal,
 * then its owner, partner and amount, and its outcome last, so that a win is of the amount of the same commit.
 */
final class OpportunityStory {
    private final Org org;
    private final String id;
    private final List<Said> said = new ArrayList<>();
    private boolean created;
    private boolean qualified;
    private boolean wonWithoutAmount;
    private Stage stage = Stage.OPEN;
    private @Nullable String amount;
    private @Nullable String currency;
    private @Nullable String partner;
    private @Nullable String account;
    private @Nullable String owner;
    private @Nullable String stageName;
    private @Nullable String dealType;
    private @Nullable Instant seenAt;
    private boolean deleted;

    private OpportunityStory(Org org, String id, @Nullable String dealType) {
        this.org = org;
        this.id = id;
        this.dealType = dealType;
        this.currency = org.currency();
    }

    static List<Said> tell(Org org, String id, List<ChangeEvent> events) {
        var story = new OpportunityStory(org, id, dealType(org, events));
        events.forEach(story::add);
        return story.said;
    }

    /** The account as of the last change that names one; null where none does. */
    static @Nullable String account(List<ChangeEvent> events) {
        return events.reversed().stream().map(event -> event.text("AccountId")).filter(Objects::nonNull).findFirst()
                .orElse(null);
    }

    /** Many orgs fill the type in after the opportunity was created: the first one that is known is taken. */
    private static @Nullable String dealType(Org org, List<ChangeEvent> events) {
        return events.stream().map(event -> event.text("Type")).filter(Objects::nonNull).findFirst()
                .map(type -> typeWord(org, type)).orElse(org.dealType());
    }

    /** An unknown word stays as it is, so that the refusal names it. */
    private static String typeWord(Org org, String type) {
        return org.types().getOrDefault(type.toLowerCase(Locale.ROOT), type);
    }

    private void add(ChangeEvent event) {
        switch (event.type()) {
            case CREATE -> create(event, event.committedAt());
            case UNDELETE -> restore(event);
            case UPDATE -> update(event);
            case SNAPSHOT -> snapshot(event);
            case DELETE, GAP_DELETE -> delete(event);
            case GAP_UNDELETE -> undelete(event);
            case GAP_CREATE, GAP_UPDATE, GAP_OVERFLOW -> {
                // says nothing but that something was missed
            }
        }
        seenAt = event.committedAt();
    }

    private void delete(ChangeEvent event) {
        deleted = true;
        say(event, "opportunity.deleted");
    }

    private void undelete(ChangeEvent event) {
        deleted = false;
        say(event, "opportunity.restored");
    }

    /** How the deal stood: what differs from what its changes said happened at some time before. */
    private void snapshot(ChangeEvent event) {
        boolean gone = Boolean.TRUE.equals(event.flag(Org.IS_DELETED));
        if (deleted && !gone && event.flag(Org.IS_DELETED) != null) {
            undelete(event);
        }
        if (!created) {
            discover(event);
        }
        update(event);
        if (gone && !deleted) {
            delete(event);
        }
    }

    /** Nobody told of its creation: it began with what no later change is known to have set. */
    private void discover(ChangeEvent event) {
        created = true;
        boolean first = account == null;
        account = either(account, event.text("AccountId"));
        String key = accountKey(account);
        Instant at = createdAt(event);
        if (account != null && first) {
            identify(event, at, key, account);
        }
        String firstOwner = owner == null ? event.text("OwnerId") : null;
        String firstAmount = amount == null ? event.text("Amount") : null;
        currency = either(event.text("CurrencyIsoCode"), currency);
        said.add(deal(event, "opportunity.created").at(at).with("account_id", key).with("deal_type", dealType)
                .with("owner_ae", firstOwner).with("amount", firstAmount)
                .with("currency", firstAmount == null ? null : currency)
                .with("segment", event.text(org.field("segment")))
                .with("region", event.text(org.field("region"))));
        owner = either(owner, firstOwner);
        amount = either(amount, firstAmount);
        stageName = either(stageName, event.text("StageName"));
    }

    private static Instant createdAt(ChangeEvent event) {
        String createdAt = event.text("CreatedDate");
        return createdAt == null ? event.committedAt() : Instant.parse(createdAt);
    }

    private void identify(ChangeEvent event, Instant at, String key, String crmAccount) {
        said.add(draft(event, "account.identified").at(at).with("account_id", key)
                .with("external_refs", List.of(Map.of("system", org.speaker().source(), "id", crmAccount))));
    }

    private void create(ChangeEvent event, Instant at) {
        created = true;
        account = event.text("AccountId");
        amount = event.text("Amount");
        currency = either(event.text("CurrencyIsoCode"), currency);
        owner = event.text("OwnerId");
        stageName = event.text("StageName");
        String key = accountKey(account);
        if (account != null) {
            identify(event, at, key, account);
        }
        said.add(deal(event, "opportunity.created").at(at).with("account_id", key).with("deal_type", dealType)
                .with("owner_ae", owner).with("amount", amount)
                .with("currency", amount == null ? null : currency)
                .with("segment", event.text(org.field("segment")))
                .with("region", event.text(org.field("region"))));
        partner(event);
        outcome(event);
    }

    /** With its whole content, of which only what differs is news. */
    private void restore(ChangeEvent event) {
        undelete(event);
        if (created) {
            update(event);
        } else {
            create(event, createdAt(event));
        }
    }

    private void update(ChangeEvent event) {
        Stage next = stage(event);
        if (isClosed(stage) && !isClosed(next)) {
            say(event, "opportunity.reopened");
            stage = next;
        }
        account(event);
        String type = event.text("Type");
        if (type != null && !typeWord(org, type).equals(dealType)) {
            dealType = typeWord(org, type);
            said.add(deal(event, "opportunity.deal_type_changed").with("deal_type", dealType));
        }
        String newOwner = event.text("OwnerId");
        if (newOwner != null && !newOwner.equals(owner)) {
            owner = newOwner;
            said.add(deal(event, "opportunity.owner_changed").with("owner_ae", owner));
        }
        partner(event);
        money(event);
        outcome(event);
    }

    private void account(ChangeEvent event) {
        String next = event.text("AccountId");
        if (next != null && !next.equals(account)) {
            account = next;
            said.add(deal(event, "opportunity.account_changed").with("account_id", accountKey(next)));
        }
    }

    private void partner(ChangeEvent event) {
        String field = org.field("partner");
        String next = event.text(field);
        if (event.touches(field) && !Objects.equals(next, partner)) {
            if (partner != null) {
                said.add(deal(event, "opportunity.partner_untagged").with("partner_id", org.partner(partner)));
            }
            if (next != null) {
                said.add(deal(event, "opportunity.partner_tagged").with("partner_id", org.partner(next)));
            }
            partner = next;
        }
        if (Boolean.TRUE.equals(event.flag(org.field("cosell")))) {
            said.add(deal(event, "cosell.activity").with("activity", org.cosellActivity()).with("partner_id",
                    partner == null ? null : org.partner(partner)));
        }
    }

    /** Amount and currency may change in different commits: what is stated is the pair. */
    private void money(ChangeEvent event) {
        String before = amount + " " + currency;
        if (event.touches("Amount")) {
            amount = event.text("Amount");
        }
        String currencyBefore = currency;
        currency = either(event.text("CurrencyIsoCode"), currency);
        if (amount == null || before.equals(amount + " " + currency)) {
            return;
        }
        if (stage == Stage.WON && !wonWithoutAmount) {
            // a correction keeps the currency of the win: another one is a question for a person
            said.add(deal(event, "opportunity.amount_corrected")
                    .with("new_amount", Objects.equals(currency, currencyBefore) ? amount : null)
                    .with("reason", "the CRM's amount changed after the win").with("approved_by",
                            event.user() == null ? null : List.of(Objects.requireNonNull(event.user()))));
        } else {
            said.add(deal(event, "opportunity.amount_changed").with("amount", amount).with("currency", currency));
        }
    }

    private void outcome(ChangeEvent event) {
        Stage before = stage;
        stage = stage(event);
        String name = event.text("StageName");
        if (name != null && !name.equals(stageName)) {
            stageName = name;
            said.add(deal(event, "opportunity.stage_changed").with("stage", name));
        }
        if (stage == Stage.QUALIFIED && !qualified && amount != null) {
            qualified = true;
            said.add(deal(event, "opportunity.qualified").with("amount", amount).with("currency", currency));
        }
        won(event, before != Stage.WON);
        if (stage == Stage.LOST && before != Stage.LOST) {
            said.add(deal(event, "opportunity.closed_lost").at(closedAt(event)));
        }
    }

    /**
     * A change is the instant at which it was committed. Of a deal that is seen closed it is only known that it was not
     * before it was last seen: then the day that its close date names is taken, if it lies between.
     */
    private Instant closedAt(ChangeEvent event) {
        String day = event.text("CloseDate");
        if (event.type() != ChangeEvent.Type.SNAPSHOT || day == null) {
            return event.committedAt();
        }
        Instant earliest = seenAt == null ? createdAt(event) : seenAt;
        Instant closed = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
        boolean sameDay = day.equals(event.committedAt().atZone(ZoneOffset.UTC).toLocalDate().toString());
        if (sameDay || closed.isAfter(event.committedAt())) {
            return event.committedAt();
        }
        return closed.isBefore(earliest) ? earliest : closed;
    }

    /**
     * A win whose amount is not known yet waits for it as long as the deal's creation does: changes come in any order. Of
     * a deal that is known as a whole it is told without, so that a person sees what is missing.
     */
    private void won(ChangeEvent event, boolean now) {
        if (stage != Stage.WON || !(now || wonWithoutAmount)) {
            wonWithoutAmount = false;
            return;
        }
        wonWithoutAmount = amount == null || currency == null;
        if (!wonWithoutAmount || (now && created)) {
            said.add(deal(event, "opportunity.closed_won").at(closedAt(event)).with("amount", amount).with("currency",
                    currency));
        }
    }

    /**
     * The stage after the change. The flags that the CRM derives from the stage speak first: they hold for stages of any
     * name. Whether an open stage is qualified only the settings know; one that they do not name is not.
     */
    private Stage stage(ChangeEvent event) {
        String name = event.text("StageName");
        Stage named = name == null ? null : org.stages().get(name);
        if (Boolean.TRUE.equals(event.flag("IsWon"))) {
            return Stage.WON;
        }
        if (Boolean.TRUE.equals(event.flag("IsClosed"))) {
            return Stage.LOST;
        }
        if (stage == Stage.WON && Boolean.FALSE.equals(event.flag("IsWon")) && event.flag("IsClosed") == null) {
            return Stage.LOST;
        }
        if (Boolean.FALSE.equals(event.flag("IsClosed")) && named != Stage.QUALIFIED) {
            return Stage.OPEN;
        }
        if (named != null) {
            return named;
        }
        return name == null || isClosed(stage) ? stage : Stage.OPEN;
    }

    private static boolean isClosed(Stage stage) {
        return stage == Stage.WON || stage == Stage.LOST;
    }

    private static @Nullable String either(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private String accountKey(@Nullable String crmAccount) {
        return crmAccount == null
                ? org.speaker().own("account-of:Opportunity:" + id)
                : org.accounts().ofCrm(crmAccount);
    }

    private void say(ChangeEvent event, String kind) {
        said.add(deal(event, kind));
    }

    private Said deal(ChangeEvent event, String kind) {
        return draft(event, kind).with("opportunity_id", id);
    }

    private Said draft(ChangeEvent event, String kind) {
        return Said.of("Opportunity:" + id, event, kind, event.user()).with("note", event.note());
    }
}
