"""What each edit that respondents explained is about, for the quality report. Pure."""

from reports.statistics.table import Text

CAPTIONS: dict[str, Text] = {
    "V001": Text("统一社会信用代码校验位", "check digit of the credit code"),
    "V012": Text("职业资格与职称人数之和大于从业人员", "more with qualification or title than staff"),
    "V013": Text("持证机构从业人员不足许可条件", "licensed with fewer staff than the licence demands"),
    "V022": Text("勾选的业务没有收入", "a ticked line without revenue"),
    "V023": Text("人均净收入异常", "net revenue per head out of range"),
    "V024": Text("人均总收入过高，可能把元填成万元", "gross revenue per head: yuan for ten thousand yuan?"),
    "V025": Text(
        "金额约为上年的一万倍或者万分之一", "amount ten thousand times, or a ten-thousandth of, last year's"
    ),
    "V026": Text("派遣、代理收入没有代收代付", "dispatch or agency without amounts collected for others"),
    "V027": Text("利润与净收入不相称", "profit out of proportion to net revenue"),
    "V028": Text("税金与净收入不相称", "tax out of proportion to net revenue"),
    "V041": Text("每场招聘会的单位或者求职人数异常", "employers or seekers per fair out of range"),
    "V042": Text("没有固定场所而招聘会频繁", "many fairs without a venue"),
    "V043": Text(
        "网络招聘没有网站或者许可范围不符", "online recruitment without a site or the licence for it"
    ),
    "V044": Text("帮助就业多于服务人次", "more placed than served"),
    "V045": Text("每次猎头成功的收入异常", "revenue per executive placed out of range"),
    "V048": Text("派遣业务没有有效的派遣许可", "dispatch without a dispatch licence in force"),
    "V049": Text("每名派遣人员的收入异常", "dispatch revenue per worker out of range"),
    "V050": Text("每期培训人数异常", "persons per course out of range"),
    "V060": Text("主要指标与上年相差一倍以上", "a core figure halved or doubled"),
    "V061": Text("多项与上年完全相同", "many figures exactly as last year"),
    "V062": Text("数字都以零结尾", "all counts end in zero"),
    "V064": Text("分支机构数与登记不符", "branches differ from the register"),
    "V065": Text("中介业务与登记的许可不符", "intermediation without the licence on the register"),
}
