package io.dealledger.api.connector.hubspot;

import io.dealledger.api.connector.hubspot.DealEvent.Kind;
import io.dealledger.api.connector.hubspot.DealEvent.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one deal say, moment by moment: a fold over all that is known, so that it does not matter in which
 * order it became known. Of one moment first what happened to the deal, then its owner, partner and amount, and its
 * outcome last, so that a win is of the amount of the same moment.
 */
final class DealStory {
    private final Portal portal;
    private final String id;
    private final @Nullable Long created;
    private final DealPartners partners;
    private final Registration registration;
    private final List<Said> said = new ArrayList<>();
    private final List<DealEvent> cosells = new ArrayList<>();
    private Stage stage = Stage.OPEN;
    private boolean qualified;
    private boolean wonWithoutAmount;
    private @Nullable String stageName;
    private @Nullable String amount;
    private @Nullable String currency;
    private @Nullable String owner;
    private @Nullable String account;
    private @Nullable String dealType;
    private @Nullable String reason;

    private DealStory(Portal portal, String id, Timeline timeline) {
        this.portal = portal;
        this.id = id;
        this.created = timeline.created();
        this.partners = new DealPartners(portal);
        this.registration = new Registration(portal, id);
        this.currency = portal.currency();
        this.account = timeline.firstCompany();
        this.dealType = typeWord(timeline.firstType());
    }

    static List<Said> tell(Portal portal, String id, List<DealEvent> events) {
        Timeline timeline = Timeline.of(events);
        var story = new DealStory(portal, id, timeline);
        timeline.moments().forEach(story::add);
        return story.said;
    }

    private void add(Moment moment) {
        boolean opening = created != null && moment.at() == created;
        if (moment.first(Kind.RESTORED) instanceof DealEvent restored) {
            say(moment, "opportunity.restored", restored.who());
        }
        DealEvent next = moment.property("dealstage");
        if (!opening && next != null && isClosed(stage) && !isClosed(meaning(next))) {
            stage = meaning(next);
            say(moment, "opportunity.reopened", next.who());
        }
        company(moment, opening);
        type(moment, opening);
        owner(moment, opening);
        money(moment, opening);
        if (opening) {
            open(moment);
        }
        said.addAll(partners.add(moment, id));
        said.addAll(registration.add(moment, facts()));
        cosell(moment);
        outcome(moment, next);
        commission(moment);
        gone(moment);
    }

    private Registration.Deal facts() {
        return new Registration.Deal(partners.current(), accountKey(), amount, currency);
    }

    private void open(Moment moment) {
        DealEvent creation = Objects.requireNonNull(moment.first(Kind.CREATED));
        if (account != null) {
            said.add(Said.of(record(), "account.identified", moment.at(), creation.who())
                    .with("account_id", accountKey()).with("external_refs",
                            List.of(Map.of("system", portal.speaker().source(), "id", account))));
        }
        said.add(deal(moment, "opportunity.created", creation.who()).with("account_id", accountKey())
                .with("deal_type", dealType).with("owner_ae", owner).with("amount", amount)
                .with("currency", amount == null ? null : currency)
                .with("segment", value(moment.property(portal.field("segment"))))
                .with("region", value(moment.property(portal.field("region")))));
    }

    /** The first company that the deal had is taken for its customer from the beginning. */
    private void company(Moment moment, boolean opening) {
        DealEvent linked = moment.all(Kind.ASSOCIATED).filter(event -> DealEvent.PRIMARY.equals(event.value()))
                .reduce((_, second) -> second).orElse(null);
        if (linked != null && !linked.name().equals(account) && !opening) {
            account = linked.name();
            said.add(deal(moment, "opportunity.account_changed", linked.who()).with("account_id", accountKey()));
        }
    }

    private void type(Moment moment, boolean opening) {
        DealEvent event = moment.property("dealtype");
        if (event != null && event.value() != null && !Objects.equals(typeWord(event.value()), dealType)) {
            dealType = typeWord(event.value());
            if (!opening) {
                said.add(deal(moment, "opportunity.deal_type_changed", event.who()).with("deal_type", dealType));
            }
        }
    }

    /** That a deal has no owner any more is known here, counted by its webhook, and has no kind of fact. */
    private void owner(Moment moment, boolean opening) {
        DealEvent event = moment.property("hubspot_owner_id");
        if (event != null && !Objects.equals(event.value(), owner)) {
            owner = event.value();
            if (owner != null && !opening) {
                said.add(deal(moment, "opportunity.owner_changed", event.who()).with("owner_ae", owner));
            }
        }
    }

    /** Amount and currency come in events of their own: what is stated is the pair. */
    private void money(Moment moment, boolean opening) {
        String before = amount + " " + currency;
        String currencyBefore = currency;
        DealEvent newAmount = moment.property("amount");
        DealEvent newCurrency = moment.property("deal_currency_code");
        amount = newAmount == null ? amount : newAmount.value();
        currency = newCurrency == null || newCurrency.value() == null ? currency : newCurrency.value();
        if (opening || amount == null || before.equals(amount + " " + currency)) {
            return;
        }
        String who = newAmount == null ? value(newCurrency, DealEvent::who) : newAmount.who();
        if (stage == Stage.WON && !wonWithoutAmount) {
            // a correction keeps the currency of the win: another one is a question for a person
            said.add(deal(moment, "opportunity.amount_corrected", who)
                    .with("new_amount", Objects.equals(currency, currencyBefore) ? amount : null)
                    .with("reason", "the CRM's amount changed after the win")
                    .with("approved_by", who == null ? null : List.of(who)));
        } else {
            said.add(deal(moment, "opportunity.amount_changed", who).with("amount", amount).with("currency",
                    currency));
        }
    }

    /** With whom: where no partner is known yet, with the first one that will be. */
    private void cosell(Moment moment) {
        DealEvent event = moment.property(portal.field("cosell"));
        if (event != null && event.value() != null
                && List.of("engaged", "true", "yes").contains(event.value().toLowerCase(Locale.ROOT))) {
            cosells.add(event);
        }
        String partner = partners.current();
        if (partner != null) {
            cosells.forEach(engaged -> said.add(Said.of(record(), "cosell.activity", engaged.at(), engaged.who())
                    .with("activity", portal.cosellActivity()).with("partner_id", partner)
                    .with("opportunity_id", id)));
            cosells.clear();
        }
    }

    private void outcome(Moment moment, @Nullable DealEvent event) {
        DealEvent why = moment.property("closed_lost_reason");
        reason = why == null ? reason : why.value();
        String who = value(event, DealEvent::who);
        Stage before = stage;
        if (event != null && event.value() != null) {
            stage = meaning(event);
            if (!event.value().equals(stageName)) {
                stageName = event.value();
                if (created == null || moment.at() != created) {
                    said.add(deal(moment, "opportunity.stage_changed", who).with("stage", stageName));
                }
            }
        }
        if (stage == Stage.QUALIFIED && !qualified && amount != null) {
            qualified = true;
            said.add(deal(moment, "opportunity.qualified", who).with("amount", amount).with("currency", currency));
        }
        if (stage == Stage.LOST && before != Stage.LOST) {
            said.add(deal(moment, "opportunity.closed_lost", who).with("reason", reason));
        }
        won(moment, who, before != Stage.WON);
    }

    /**
     * A win whose amount is not known yet waits for it as long as the deal's creation does: messages come in any order. Of
     * a deal that is known as a whole it is told without, so that a person sees what is missing.
     */
    private void won(Moment moment, @Nullable String who, boolean now) {
        if (stage != Stage.WON || !(now || wonWithoutAmount)) {
            wonWithoutAmount = false;
            return;
        }
        wonWithoutAmount = amount == null || currency == null;
        if (!wonWithoutAmount || (now && created != null)) {
            said.add(deal(moment, "opportunity.closed_won", who).with("amount", amount).with("currency", currency));
        }
    }

    private void commission(Moment moment) {
        DealEvent event = moment.property(portal.field(Portal.COMMISSION));
        if (event != null && event.value() != null && owner != null) {
            said.add(deal(moment, "comp.credited", event.who()).with("ae_id", owner).with("amount", event.value())
                    .with("currency", currency));
        }
    }

    /** One of two deals that were merged lives on under the other's id: it must not count beside it. */
    private void gone(Moment moment) {
        if (moment.first(Kind.MERGED) instanceof DealEvent merged) {
            said.add(deal(moment, "opportunity.deleted", merged.who()).with("reason", "merged into "
                    + merged.value()));
        } else if (moment.first(Kind.DELETED) instanceof DealEvent deleted) {
            say(moment, "opportunity.deleted", deleted.who());
        }
    }

    /** An unknown word stays as it is, so that the refusal names it. */
    private @Nullable String typeWord(@Nullable String type) {
        return type == null ? portal.dealType() : portal.types().getOrDefault(type.toLowerCase(Locale.ROOT), type);
    }

    private String accountKey() {
        return account == null ? portal.speaker().own("account-of:deal:" + id) : portal.account(account);
    }

    private static Stage meaning(DealEvent event) {
        return Objects.requireNonNullElse(event.stage(), Stage.OPEN);
    }

    private static boolean isClosed(Stage stage) {
        return stage == Stage.WON || stage == Stage.LOST;
    }

    private static @Nullable String value(@Nullable DealEvent event) {
        return event == null ? null : event.value();
    }

    private static @Nullable String value(@Nullable DealEvent event,
            Function<DealEvent, @Nullable String> member) {
        return event == null ? null : member.apply(event);
    }

    private void say(Moment moment, String kind, @Nullable String who) {
        said.add(deal(moment, kind, who));
    }

    private Said deal(Moment moment, String kind, @Nullable String who) {
        return Said.of(record(), kind, moment.at(), who).with("opportunity_id", id);
    }

    private String record() {
        return "deal:" + id;
    }
}
