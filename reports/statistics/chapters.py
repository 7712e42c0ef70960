"""In which order the yearbook tells what: chapters, and the tables each holds. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from reports.statistics.table import Text


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with what it is about."""

    key: str
    title: Text
    about: Text
    tables: tuple[str, ...]


CHAPTERS = (
    Chapter(
        "overview",
        Text("总体情况", "Overview"),
        Text(
            "机构有多少，分布在哪里，取得什么许可和备案，近几年怎样变化。",
            "How many institutions there are, where they are, what they are licensed for, and how the trade has moved.",
        ),
        ("T01", "T02", "T03"),
    ),
    Chapter(
        "people",
        Text("从业人员", "Staff"),
        Text(
            "在机构工作的人：学历、职业资格和职称。派遣和外包到用人单位的人员不在其中。",
            "Those who work for the institutions: education, qualifications and titles. Workers dispatched or outsourced to"
            " employers are not among them.",
        ),
        ("T04",),
    ),
    Chapter(
        "revenue",
        Text("营业收入", "Revenue"),
        Text(
            "收入含代收代付的工资和社会保险费，扣除后的数同时列出。少数机构的收入占全市大部分，因此本章隐去的数据最多。",
            "Revenue includes wages and social insurance collected for others; the net figure stands beside it. A few"
            " institutions hold most of the city's revenue, so this chapter withholds more figures than any other.",
        ),
        ("T05", "T06", "T07"),
    ),
    Chapter(
        "services",
        Text("服务", "Services"),
        Text(
            "服务了多少用人单位和劳动者，举办多少招聘会，派遣、外包、代理、培训、猎头和测评的规模。",
            "How many employers and persons were served, how many fairs were held, and the size of dispatch, outsourcing,"
            " agency, training, search and assessment.",
        ),
        ("T08", "T09", "T10", "T11"),
    ),
    Chapter(
        "market",
        Text("产业园和供求", "Parks, Supply and Demand"),
        Text(
            "人力资源服务产业园的入驻机构，定点监测的岗位空缺与求职人数。",
            "The tenants of the industrial parks of HR services; vacancies and job seekers at the monitoring points.",
        ),
        ("T12", "T15"),
    ),
    Chapter(
        "register",
        Text("登记和监督", "Register and Supervision"),
        Text(
            "许可和备案的取得、变更和终止，监督检查、责令改正和行政处罚。来自行政记录，与统计调查分开。",
            "Licences and filings taken up, changed and ended; inspections, orders to correct and penalties. From"
            " administrative records, kept apart from the statistical survey.",
        ),
        ("T13", "T14"),
    ),
    Chapter(
        "quality",
        Text("数据质量", "Quality of the Data"),
        Text(
            "谁报送了，多少是估算的，多少数据经过核实。",
            "Who responded, how much is estimated, and how much was checked.",
        ),
        ("T16",),
    ),
)
