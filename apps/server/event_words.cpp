#include "apps/server/event_words.h"

#include "workflows/event.h"

namespace toitsu::server {

Wording eventWords(std::string_view kind) {
    using workflows::Kind;
    const auto known = workflows::kindNamed(kind);
    if (!known) return {std::string(kind), std::string(kind)};
    switch (*known) {
        case Kind::caseStarted:
            return {"案件が始まった", "the case started"};
        case Kind::caseCompleted:
            return {"案件が終わった", "the case ended"};
        case Kind::caseSuspended:
            return {"案件を止めた", "the case was suspended"};
        case Kind::caseResumed:
            return {"案件を再開した", "the case was resumed"};
        case Kind::caseMigrated:
            return {"新しい版の流れに移した", "moved to a new version of the flow"};
        case Kind::elementEntered:
            return {"ここに来た", "came here"};
        case Kind::elementLeft:
            return {"ここを離れた", "left here"};
        case Kind::elementCancelled:
            return {"取り消された", "cancelled"};
        case Kind::elementCompleted:
            return {"済んだ", "done"};
        case Kind::scopeOpened:
            return {"まとまりが始まった", "a part began"};
        case Kind::scopeClosed:
            return {"まとまりが終わった", "a part ended"};
        case Kind::variablesSet:
            return {"値が変わった", "values changed"};
        case Kind::multiOpened:
            return {"繰り返しが始まった", "repeated work began"};
        case Kind::instanceEnded:
            return {"繰り返しの1回が終わった", "one of the repeated works ended"};
        case Kind::taskCreated:
            return {"担当者の作業になった", "a task for a person"};
        case Kind::taskClaimed:
            return {"担当者が引き受けた", "a person took it"};
        case Kind::taskReleased:
            return {"担当者が戻した", "a person gave it back"};
        case Kind::taskCompleted:
            return {"担当者が終えた", "a person finished it"};
        case Kind::taskCancelled:
            return {"作業が取り消された", "the task was cancelled"};
        case Kind::jobCreated:
            return {"システムへの処理になった", "work for a system"};
        case Kind::jobClaimed:
            return {"システムへの処理を始めた", "work for a system began"};
        case Kind::jobExtended:
            return {"システムへの処理が続いている", "work for a system goes on"};
        case Kind::jobCompleted:
            return {"システムへの処理が終わった", "work for a system is done"};
        case Kind::jobFailed:
            return {"システムへの処理に失敗した", "work for a system failed"};
        case Kind::jobReportedLate:
            return {"遅れて届いた結果（使われない）", "a result that came too late; it is not used"};
        case Kind::jobRetried:
            return {"システムへの処理をやり直す", "work for a system is tried again"};
        case Kind::jobCancelled:
            return {"システムへの処理が取り消された", "work for a system was cancelled"};
        case Kind::timerSet:
            return {"期限を決めた", "a time was set"};
        case Kind::timerFired:
            return {"期限が来た", "the time came"};
        case Kind::timerCancelled:
            return {"期限がなくなった", "the time was cancelled"};
        case Kind::waitOpened:
            return {"知らせを待っている", "waits for a message"};
        case Kind::waitMet:
            return {"知らせが届いた", "the message came"};
        case Kind::waitChanged:
            return {"待つ知らせが変わった", "what is waited for changed"};
        case Kind::waitCancelled:
            return {"知らせを待つのをやめた", "no longer waits"};
        case Kind::messageThrown:
            return {"知らせを送った", "a message was sent"};
        case Kind::signalThrown:
            return {"合図を送った", "a signal was sent"};
        case Kind::delivered:
            return {"届いた", "delivered"};
        case Kind::errorThrown:
            return {"業務上のエラー", "an error of the business"};
        case Kind::escalationThrown:
            return {"上申", "an escalation"};
        case Kind::compensationBegun:
            return {"取り消しの処理を始めた", "compensation began"};
        case Kind::compensationStep:
            return {"取り消しの処理", "compensation"};
        case Kind::compensationEnded:
            return {"取り消しの処理が終わった", "compensation ended"};
        case Kind::gatewayReset:
            return {"分岐が戻った", "a gateway is ready again"};
        case Kind::decisionMade:
            return {"判定した", "a decision was made"};
        case Kind::serviceAnswered:
            return {"システムが答えた", "a system answered"};
        case Kind::incidentRaised:
            return {"止まった（対応が必要）", "stopped: somebody must look"};
        case Kind::incidentResolved:
            return {"対応が済んだ", "mended"};
        case Kind::incidentCancelled:
            return {"対応が要らなくなった", "no longer to be mended"};
    }
    return {std::string(kind), std::string(kind)};
}

}  // namespace toitsu::server
