"""What was done for employers and job seekers, line by line. Pure."""

from __future__ import annotations

from regulation.indicators.entries.common import (
    AGENCY,
    ASSESSMENT,
    CONSULTING,
    DISPATCH,
    EMPLOYER_TIMES,
    EMPLOYERS,
    ITEMS,
    OUTSOURCING,
    PERSON_TIMES,
    PERSONS,
    PLACES,
    RECRUIT,
    SEARCH,
    SHOWN,
    TIMES,
    TRAINING,
    number,
)
from regulation.indicators.indicator import ALSO_DISPATCH, FormKind, Indicator, Publish

# fmt: off
INDICATORS: tuple[Indicator, ...] = (
    # --- service
    number("emp_served", "service", 31, EMPLOYER_TIMES, "服务用人单位", "Employers served", "当年累计，同一单位多次服务重复计数",
            "Over the year; an employer served twice counts twice", **SHOWN),
    number("emp_served_mfg", "service", 32, EMPLOYER_TIMES, "其中：制造业用人单位", "of which: manufacturers",
            "服务用人单位中属于制造业的", "Of the employers served"),
    number("persons_served", "service", 33, PERSON_TIMES, "提供就业、择业和流动服务", "Persons served",
            "当年累计人次", "Person-times over the year", **SHOWN),
    number("persons_placed", "service", 34, PERSON_TIMES, "帮助实现就业和流动", "Persons placed", "当年累计人次",
            "Person-times over the year", publish=Publish.IF_AGREED),
    number("served_grad", "service", 35, PERSON_TIMES, "服务高校毕业生", "Graduates served", "当年累计人次",
            "Person-times over the year"),
    number("served_migrant", "service", 36, PERSON_TIMES, "服务农民工", "Migrant workers served", "当年累计人次",
            "Person-times over the year"),
    number("served_hard", "service", 37, PERSON_TIMES, "服务就业困难人员", "Persons with difficulty finding work served",
            "当年累计人次", "Person-times over the year"),
    # --- recruitment
    number("fairs_n", "recruitment", 38, TIMES, "举办现场招聘会", "Job fairs held", "当年主办场次", "Held in the year",
            **SHOWN, **RECRUIT),
    number("fairs_emp", "recruitment", 39, EMPLOYER_TIMES, "参会单位", "Employers at the fairs", "当年累计", "Over the year", **RECRUIT),
    number("fairs_posts", "recruitment", 40, ITEMS, "招聘会提供岗位信息", "Vacancies offered at the fairs", "当年累计", "Over the year", **RECRUIT),
    number("fairs_seekers", "recruitment", 41, PERSON_TIMES, "参会求职", "Job seekers at the fairs", "当年累计", "Over the year", **RECRUIT),
    number("online_posts", "recruitment", 42, ITEMS, "网络发布岗位招聘信息", "Vacancies published online", "当年累计条数",
            "Over the year", **SHOWN, **RECRUIT),
    number("online_users", "recruitment", 43, PERSONS, "网络平台注册用户", "Registered users of the platform", "年末数",
            "At the end of the year", **RECRUIT),
    number("headhunt_jobs", "recruitment", 44, PLACES, "委托寻访岗位", "Searches commissioned", "当年累计", "Over the year", **SEARCH),
    number("headhunt_success", "recruitment", 45, PERSONS, "成功推荐高级人才", "Executives placed", "当年累计", "Over the year", **SEARCH),
    # --- other lines
    number("disp_emp", "lines", 46, EMPLOYERS, "劳务派遣服务用人单位", "Employers using dispatched labour", "年末数",
            "At the end of the year", forms=ALSO_DISPATCH, elsewhere={FormKind.DISPATCH: "disp_units"}, **DISPATCH),
    number("disp_workers", "lines", 47, PERSONS, "年末派遣人员", "Dispatched workers", "年末在派遣的人数",
            "On dispatch at the end of the year", forms=ALSO_DISPATCH, elsewhere={FormKind.DISPATCH: "disp_staff"}, **DISPATCH),
    number("out_emp", "lines", 48, EMPLOYERS, "服务外包用人单位", "Employers using outsourcing", "年末数", "At the end of the year", **OUTSOURCING),
    number("out_workers", "lines", 49, PERSONS, "外包人员", "Workers on outsourced services", "年末数", "At the end of the year", **OUTSOURCING),
    number("agency_emp", "lines", 50, EMPLOYERS, "人事代理用人单位", "Employers using personnel agency", "年末数", "At the end of the year", **AGENCY),
    number("agency_persons", "lines", 51, PERSONS, "人事代理人员", "Persons under personnel agency", "年末数", "At the end of the year", **AGENCY),
    number("consult_emp", "lines", 52, EMPLOYER_TIMES, "管理咨询服务用人单位", "Employers advised", "当年累计", "Over the year", **CONSULTING),
    number("train_classes", "lines", 53, TIMES, "举办培训班", "Training courses held", "当年累计", "Over the year", **TRAINING),
    number("train_persons", "lines", 54, PERSON_TIMES, "培训人员", "Persons trained", "当年累计", "Over the year", **SHOWN, **TRAINING),
    number("assess_emp", "lines", 55, EMPLOYER_TIMES, "测评服务用人单位", "Employers using assessment", "当年累计", "Over the year", **ASSESSMENT),
    number("assess_persons", "lines", 56, PERSON_TIMES, "测评人员", "Persons assessed", "当年累计", "Over the year", **ASSESSMENT),
)
# fmt: on
