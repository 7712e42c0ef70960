"""What the tables of cases, orders and penalties on the spot keep by themselves, with the article that asks for it."""

from regulation.casework.kept import ANOTHER, IN_ORDER, STANDS, WHOLE, table
from regulation.law import house_rules
from regulation.law.citation import (
    BEIJING_BUSINESS_ENVIRONMENT,
    BUSINESS_ENVIRONMENT_REGULATIONS,
    CIVIL_PROCEDURE_LAW,
    COMPULSION_LAW,
    DOUBLE_PUBLICITY_GUIDANCE,
    HRM_REGULATIONS,
    LABOUR_CONTRACT_LAW,
    LITIGATION_LAW,
    PENALTY_LAW,
    RECONSIDERATION_LAW,
)
from regulation.words import N_

_P, _H = PENALTY_LAW, HRM_REGULATIONS

PERSONS = table(
    [
        (
            N_("案件承办人员不能审核自己办理的案件"),
            _P.article(58),
            ("reviewer_apart", "who investigates does not review"),
        ),
        (N_("案件承办人员不能对本案作出决定"), _P.article(57), ("decider_apart",)),
        (
            N_("案件承办人员可以汇报，不能参加集体讨论的表决"),
            _P.article(57, 2),
            ("who investigates does not vote",),
        ),
        (
            N_("听证由非本案调查人员主持"),
            _P.article(64, 1, 4),
            ("who investigates, reviews or decides neither presides nor records",),
        ),
        (
            N_("听证主持人、记录人不能对本案作出决定"),
            _P.article(65),
            ("who presides or records neither reviews nor decides",),
        ),
        (
            N_("不能对本人的回避作出决定"),
            _P.article(43, 3),
            ("recusal_not_by_oneself", "challenge_not_answered_by_oneself"),
        ),
        (N_("案件承办人员不能批准自己的申请"), _P.article(56), ("preservation_approved_by_another",)),
        (N_("本人的资格由他人登记"), _P.article(58, 2), ("legal_reviewer_recorded_by_another",)),
        (
            N_("初次从事法制审核的人员应当取得国家统一法律职业资格；请先登记其资格证号"),
            _P.article(58, 2),
            ("a first-time reviewer holds the legal qualification", "legal_reviewer_has_something"),
        ),
        (N_("填写草稿的人员不能采用"), house_rules.TWO_PERSONS, ("minor_breach_adopted_by_another",)),
        (
            N_("提出公示文本的人不能自己核对公示，须由另一人核对"),
            DOUBLE_PUBLICITY_GUIDANCE.whole(),
            ("redaction_checked_by_another",),
        ),
        (N_("登记申请的人员不能决定该申请"), _P.article(66, 2), ("plan_decided_by_another",)),
        (
            N_(
                "罚款决定与收缴分离：作出当场处罚决定的执法人员不能办理缴款登记、分期、加处、催告和申请强制执行"
            ),
            _P.article(67, 1),
            ("who decided on the spot does not decide on its money",),
        ),
        (
            N_("执法人员不少于两人，并持有执法证件"),
            _P.article(42, 1),
            ("two_officers", "record_by_two", "spot_two_officers"),
        ),
        (ANOTHER, _P.article(64, 1, 4), ("case_hearing_two_persons",)),
        (
            N_("执法人员在同一时间还有另一份询问笔录，不能同时询问两人"),
            _P.article(55),
            ("record_officer_in_one_place",),
        ),
        (N_("当事人可以委托一至二人代理"), _P.article(64, 1, 5), ("one or two agents",)),
    ]
)

ORDERS = table(
    [
        (
            N_("责令改正应当给当事人留出改正的时间"),
            _P.article(28, 1),
            ("order_gives_time", "order_batch_days"),
        ),
        (N_("改正期限尚未届满，不能认定拒不改正"), _H.article(44), ("order_refused_whole",)),
        (STANDS, _H.article(44), ("a refused order does not change any more",)),
        (N_("改正期限已经届满，不能再申请延长"), _H.article(44), ("extension_asked_in_time",)),
        (IN_ORDER, _H.article(44), ("extension_in_order",)),
        (WHOLE, _H.article(44), ("extension_whole",)),
        (WHOLE, BUSINESS_ENVIRONMENT_REGULATIONS.article(59), ("talk_has_people",)),
    ]
)

EVIDENCE = table(
    [
        (
            N_("该文件与登记时不一致，不能作为证据使用"),
            _P.article(46, 2),
            ("the hash of evidence is that of its file",),
        ),
        (
            N_("复制件须由提供人或者执法人员签注与原件核对一致"),
            _P.article(46, 2),
            ("evidence_copy_checked",),
        ),
        (IN_ORDER, _P.article(46, 2), ("custody_not_ahead", "a hand-over follows the one before")),
        (WHOLE, _P.article(46, 2), ("custody_hands_named",)),
        (IN_ORDER, _P.article(56), ("preservation_in_order",)),
        (WHOLE, _P.article(56), ("preservation_whole",)),
        (STANDS, _P.article(56), ("what is kept by registration does not change",)),
        (WHOLE, _P.article(55), ("record_whole", "record_signed_whole")),
        (IN_ORDER, _P.article(55), ("record_times_in_order",)),
        (N_("请签名，或者写明拒绝签名的原因"), _P.article(55), ("signature_or_reason",)),
        (
            N_("已有签名的笔录不能更正内容，请作废后重新制作"),
            _P.article(55),
            ("a signed record does not change any more", "a record that was read back does not change"),
        ),
        (WHOLE, _P.article(43, 3), ("recusal_decided_whole", "recusal_replaced")),
        (IN_ORDER, _P.article(43, 3), ("recusal_in_order",)),
        (WHOLE, _P.article(25, 2), ("designation_whole",)),
        (IN_ORDER, _P.article(25, 2), ("designation_in_order",)),
        (WHOLE, _P.article(27, 1), ("transfer_whole", "transfer_return_known")),
        (IN_ORDER, _P.article(27, 1), ("transfer_in_order",)),
        (
            N_("调查终结以后，受害人名单不再改动；写错的，注明理由划去"),
            _P.article(40),
            (
                "the list of victims stands still after the investigation",
                "a victim on the list is struck out, not changed",
            ),
        ),
        (WHOLE, _P.article(40), ("case_victim_named", "case_victim_struck_whole", "case_victim_counts")),
    ]
)

DECIDING = table(
    [
        (
            N_("事先告知书尚未送达"),
            _P.article(44),
            ("no_penalty_without_notice", "a hearing is asked for under a notice that was served"),
        ),
        (N_("陈述、申辩的期限尚未届满，当事人也没有放弃"), _P.article(45, 1), ("time_to_speak_left",)),
        (WHOLE, _P.article(45, 1), ("statement_answer_reasoned",)),
        (
            N_("听证尚未举行"),
            _P.article(64, 1, 8),
            ("hearing_before_decision", "no decision while a hearing is open"),
        ),
        (
            N_("请先签发并送达听证通知书"),
            _P.article(64, 1, 2),
            ("case_hearing_told", "case_hearing_called_whole"),
        ),
        (IN_ORDER, _P.article(64, 1, 2), ("case_hearing_days",)),
        (
            N_("听证公开举行；只有涉及国家秘密、商业秘密或者个人隐私的可以不公开，并写明理由"),
            _P.article(64, 1, 3),
            ("case_hearing_closed",),
        ),
        (
            N_("当事人或者其代理人拒绝签字的，由主持人在笔录中注明"),
            _P.article(64, 1, 8),
            ("case_hearing_record_whole",),
        ),
        (STANDS, _P.article(64, 1, 8), ("a hearing that is over does not change any more",)),
        (N_("听证主持人尚未提出听证报告"), _P.article(65), ("case_hearing_reported_whole",)),
        (WHOLE, _P.article(64, 1, 4), ("challenge_answered_whole",)),
        (
            N_("尚未经法制审核通过"),
            _P.article(58),
            (
                "a complicated case is not decided without legal review",
                "after a hearing there is no decision without legal review",
            ),
        ),
        (
            N_("尚未经负责人集体讨论"),
            _P.article(57, 2),
            (
                "a heavy penalty is not decided without the discussion of the heads",
                "case_discussion_three_heads",
            ),
        ),
        (
            N_("不得作出比事先告知更重的处罚"),
            _P.article(45, 2),
            ("a penalty is not heavier than the one announced",),
        ),
        (
            N_("回避申请尚未决定；决定作出之前不停止调查，但不举行听证，也不作出决定"),
            _P.article(43, 3),
            ("nothing is decided while somebody is asked to keep away",),
        ),
        (
            N_("当事人的登记已归并到另一家机构，须先核对并确认当事人"),
            _P.article(59, 1, 1),
            ("nothing is decided on a party that was merged into another",),
        ),
        (
            N_("有证据文件与登记时不一致，须查明恢复或者排除该证据后再行决定"),
            _P.article(46, 2),
            ("nothing is decided on evidence that changed",),
        ),
        (WHOLE, _P.article(59, 1), ("decided_whole",)),
        (IN_ORDER, _P.article(54, 2), ("days_in_order",)),
        (IN_ORDER, _P.article(61, 1), ("case_outcome_days",)),
        (WHOLE, _P.article(33, 1), ("case_outcome_ground",)),
        (
            N_("请写明当事人改正的日期；没有改正的，不符合不予处罚的条件"),
            _P.article(33, 1),
            ("case_outcome_corrected",),
        ),
        (
            N_("不予处罚的，应当对当事人进行教育，请写明教育情况"),
            _P.article(33, 3),
            ("case_outcome_educated",),
        ),
        (
            N_("案件已结案；请先由负责人写明理由恢复办理，再登记结果"),
            _P.article(47),
            ("a closed case moves only when it is reopened",),
        ),
        (N_("结案须经负责人批准"), _P.article(47), ("a case is closed by an approved closing",)),
        (WHOLE, _P.article(48, 1), ("redaction_checked_whole",)),
    ]
)

AMOUNTS = table(
    [
        (N_("金额精确到分，最多两位小数"), house_rules.CENTS, ("money is exact to the cent: %",)),
        (
            N_("没收与退赔之和不能超过查明的违法所得；先退赔，余额没收"),
            _P.article(28, 2),
            ("case_amounts_not_negative",),
        ),
        (
            N_("违法所得除退赔以外应当没收"),
            _P.article(28, 2),
            ("gains that are not given back are confiscated",),
        ),
        (N_("同一违法行为不得给予两次以上罚款"), _P.article(29), ("one act is not fined twice",)),
        (
            N_("同一行为有几个处罚依据，请先比较并选择法律依据、写明理由"),
            _P.article(29),
            ("the violation of a case changes only by the choice of its legal basis", "case_basis_reasoned"),
        ),
        (
            N_("指令书尚未认定拒不改正，不能据以立案处罚"),
            _H.article(44),
            ("a fine on refusal needs an order of the same party and violation that was refused",),
        ),
        (
            N_("罚款的根据与所选法律依据不符：拒不改正、有违法所得或者直接罚款，须与条文一致"),
            _P.article(40),
            ("fine_names_its_ground", "a fine for % rests on %, not on %"),
        ),
        (N_("行为时本条尚未施行，不能据以罚款"), _P.article(37), ("no range of a fine for % on %",)),
        (
            N_("按人数计算的罚款须先登记受害人名单"),
            _P.article(40),
            ("a fine by heads needs the list of victims",),
        ),
        (
            N_("罚款不在所选法律依据规定的幅度之内"),
            _P.article(34),
            ("a fine above its range", "a fine outside its range"),
        ),
        (
            N_("罚款低于所选法律依据规定的下限；减轻处罚须写明法定理由"),
            _P.article(32),
            ("a fine below its range without a ground of mitigation",),
        ),
        (
            N_("没有违法所得，是否可以罚款须由法制审核人员先明确意见"),
            _H.article(42, 1),
            ("a fine without gains needs the reading of the legal reviewer", "gains_reading_reasoned"),
        ),
        (
            N_("情节严重的才可以作出所选的处罚，须写明情节严重的理由"),
            _H.article(43),
            ("case_weighing_serious",),
        ),
        (
            N_("本违法行为有裁量基准，请选择适用的情形；都不适用的，写明理由"),
            _P.article(34),
            ("case_weighing_tier",),
        ),
        (
            N_("罚款不在所选情形的幅度之内，裁量基准不得超越；情形不符的，另选情形"),
            BEIJING_BUSINESS_ENVIRONMENT.article(72),
            ("a fine outside the line of the benchmark that it was weighed by",),
        ),
        (
            N_("减轻处罚的法定理由须写明由哪些证据证明"),
            _P.article(32),
            ("a ground of mitigation names what shows it",),
        ),
        (
            N_("本条规定限期退还劳动者，须写明退还的金额和期限"),
            LABOUR_CONTRACT_LAW.article(84, 2),
            ("what workers paid is ordered back in a time limit",),
        ),
        (
            N_("当事人没有该种有效的许可证，不能吊销"),
            _P.article(9, 1, 3),
            ("only a licence in force is revoked",),
        ),
        (
            N_("退还的金额超过收取的金额"),
            _P.article(28, 2),
            ("nobody gets back more than was taken", "case_refund_has_receipt", "case_refund_of_something"),
        ),
    ]
)

AFTERWARDS = table(
    [
        (
            N_("没有签订电子送达确认书，不能电子送达"),
            _P.article(61, 2),
            ("nothing is served electronically without the signed confirmation of the party",),
        ),
        (
            N_("公告送达自发出公告之日起，经过三十日视为送达"),
            CIVIL_PROCEDURE_LAW.article(95),
            ("notice_takes_thirty_days",),
        ),
        (WHOLE, CIVIL_PROCEDURE_LAW.article(87), ("delivery_whole",)),
        (WHOLE, _P.article(70), ("payment_has_receipt", "payment_of_something", "payment_not_negative")),
        (
            N_("只能在作出处罚决定的当场收缴，此后由当事人到指定银行缴纳"),
            _P.article(68),
            (
                "payment_there_and_then",
                "payment_spot_fine_only",
                "collected on the spot is the whole fine, there and then, against its receipt",
                "what was collected on the spot is not collected again",
            ),
        ),
        (IN_ORDER, _P.article(67), ("nothing is paid before it was decided",)),
        (
            N_("缴款超过决定的金额；加处罚款的数额不得超出罚款的数额"),
            _P.article(72, 1, 1),
            (
                "nobody pays more than was decided and a surcharge of the height of the fine",
                "a surcharge is never more than the fine",
            ),
        ),
        (
            N_("加处罚款自缴款期限届满的次日起计算"),
            _P.article(72, 1, 1),
            ("a surcharge follows the last day to pay", "surcharge_after_due"),
        ),
        (N_("延期、分期缴纳应当在缴款期限届满前申请"), _P.article(66, 2), ("plan_asked_in_time",)),
        (N_("最后一期应当晚于原缴款期限"), _P.article(66, 2), ("plan_goes_beyond",)),
        (WHOLE, _P.article(66, 2), ("plan_is_decided_whole", "part_positive")),
        (STANDS, _P.article(66, 2), ("what was asked for does not change", "a plan stays as it was decided")),
        (IN_ORDER, _P.article(73, 3), ("stay_forwards", "stay_ended_one_way", "stay_numbered")),
        (IN_ORDER, LITIGATION_LAW.article(56), ("suspension_forwards",)),
        (WHOLE, LITIGATION_LAW.article(56), ("suspension_by_paper",)),
        (N_("没有到期未履行的缴款义务，无须催告"), COMPULSION_LAW.article(54), ("demand_of_something",)),
        (IN_ORDER, COMPULSION_LAW.article(54), ("demand_is_served_whole",)),
        (STANDS, COMPULSION_LAW.article(54), ("a demand stays as it was made and served",)),
        (
            N_("催告书送达后十个工作日尚未届满"),
            COMPULSION_LAW.article(54),
            ("the court is asked ten working days after a demand of the same case was served",),
        ),
        (
            N_("申请强制执行应当在复议、诉讼期限届满之日起三个月内提出"),
            COMPULSION_LAW.article(53),
            ("application_in_window",),
        ),
        (WHOLE, COMPULSION_LAW.article(57), ("ruling_whole",)),
    ]
)

ON_THE_SPOT = table(
    [
        (
            N_("当场处罚的罚款：对公民二百元以下，对法人或者其他组织三千元以下"),
            _P.article(51),
            ("spot_within_its_limit",),
        ),
        (
            N_("当场只能作出警告和小额罚款，其他处罚适用普通程序"),
            _P.article(51),
            ("nothing of % is fined on the spot",),
        ),
        (N_("请选择警告或者填写罚款"), _P.article(51), ("spot_of_something",)),
        (N_("当事人拒绝签收的，应当在决定书上注明"), _P.article(52, 1), ("spot_signed_or_noted",)),
        (
            N_("罚款决定应当写明缴款期限：收到决定书之日起十五日内"),
            _P.article(67, 3),
            ("a fine on the spot states its last day to pay", "spot_due_with_its_fine"),
        ),
        (
            N_("当场收缴必须出具财政部门统一制发的专用票据，请填写票据号码"),
            _P.article(70),
            ("spot_collected_against_receipt",),
        ),
        (IN_ORDER, _P.article(71), ("spot_days",)),
        (N_("没有当场收缴的罚款"), _P.article(71), ("only what was collected is handed in",)),
        (WHOLE, _P.article(52, 3), ("spot_filed_on_its_day",)),
        (
            STANDS,
            _P.article(52, 1),
            (
                "what was decided on the spot does not change",
                "what was decided on the spot does not change, but for a lighter fine after a review",
                "a booklet that was handed out does not change",
                "forms of this booklet are still out",
            ),
        ),
        (STANDS, _P.article(69), ("the way of the money is entered once",)),
        (
            STANDS,
            RECONSIDERATION_LAW.article(64),
            ("what was quashed stays quashed", "spot_changed_lighter", "spot_ended_whole"),
        ),
        (
            N_("一个编号只能作出一份决定；作废、交还的不能使用"),
            _P.article(52, 1),
            (
                "a numbered form is used, voided or returned once",
                "a form bears the decision of its number",
                "spot_form_used_by_a_decision",
                "spot_form_void_has_reason",
            ),
        ),
        (
            N_("离线记录的先后或者校验值不符，没有接受"),
            _P.article(47),
            (
                "the hash is not that of the text",
                "a chain begins with its bundle",
                "the entry does not follow the one before it",
            ),
        ),
    ]
)

KEPT = {**PERSONS, **ORDERS, **EVIDENCE, **DECIDING, **AMOUNTS, **AFTERWARDS, **ON_THE_SPOT}
SHAPE = frozenset(
    {
        *(
            f"{each}_of_one_decision"
            for each in (
                "application",
                "delivery",
                "demand",
                "payment",
                "plan",
                "stay",
                "surcharge",
                "suspension",
            )
        ),
        "batch_item_whole",
        "case_weighing_band",
        "case_weighing_refund",
        "case_handling_amount",
        "case_handling_days",
        "fine_range_ordered",
        "minor_breach_affected",
        "minor_breach_days",
        "spot_booklet_closed_on",
        "spot_booklet_has_forms",
        "spot_entry_refused_has_reason",
        "spot_form_changed",
    }
)
