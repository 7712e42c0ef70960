"""The words of the yearbook, in both languages, each as it is used there. Pure."""

from reports.statistics.table import Text

#: Term and meaning, in the order of the Chinese terms' place in the book; the English book sorts by the English term.
TERMS: tuple[tuple[Text, Text], ...] = tuple(
    (Text(zh, en), Text(meant_zh, meant_en))
    for zh, en, meant_zh, meant_en in (
        (
            "人力资源服务机构",
            "HR service institution",
            "经许可、备案从事人力资源服务的经营性机构，以及公共就业和人才服务机构。",
            "A for-profit institution licensed or filed for HR services, or a public employment or talent service body.",
        ),
        (
            "经营性机构",
            "For-profit institution",
            "持有人力资源服务许可或者已备案的企业和民办非企业单位，包括外地机构在京分支机构。",
            "An enterprise or private non-enterprise body with a licence or filing, Beijing branches of others included.",
        ),
        (
            "公共机构",
            "Public institution",
            "各级公共就业和人才服务机构、行业所属机构，不得收费，因此没有营业收入。",
            "A public employment or talent service body or one of an industry; it may not charge and has no revenue.",
        ),
        (
            "人力资源服务许可",
            "HR service licence",
            "从事职业中介活动须取得的行政许可，《人力资源市场暂行条例》第十八条第一款。",
            "The licence needed for job intermediation: Interim Regulations on the Human Resources Market, Article 18(1).",
        ),
        (
            "人力资源服务备案",
            "HR service filing",
            "开展不需许可的人力资源服务后的备案，同条第二款。",
            "The filing of HR services that need no licence, paragraph 2 of the same article.",
        ),
        (
            "从业人员",
            "Staff",
            "年末在机构工作并取得劳动报酬的人员，不含派遣和外包到用人单位的人员。",
            "Persons working for the institution for pay at the end of the year, without workers sent to employers.",
        ),
        (
            "营业总收入",
            "Revenue, gross",
            "当年全部营业收入，含代收代付部分。",
            "All revenue of the year, amounts collected for others included.",
        ),
        (
            "代收代付",
            "Collected for others",
            "代用人单位收取并支付的工资、社会保险费、住房公积金等。",
            "Wages, social insurance, housing fund and the like, collected from employers and passed on.",
        ),
        (
            "净收入",
            "Revenue, net",
            "营业总收入减去代收代付部分。",
            "Gross revenue less what was collected for others.",
        ),
        (
            "业态",
            "Line of business",
            "人社统LM1表列出的十类业务，一家机构可以从事几类。",
            "One of the ten lines printed on form LM1; an institution may have several.",
        ),
        (
            "家次、人次、场次",
            "Employer-times, person-times, events",
            "全年累计的次数，同一对象多次接受服务的重复计数，可以超过任何总体。",
            "Counts over the year; who is served twice counts twice, so they may exceed any population.",
        ),
        (
            "总体",
            "Population",
            "报告年度12月31日在册的机构，无论是否报送。",
            "The institutions on the register on 31 December of the year, whether or not they responded.",
        ),
        (
            "报送率",
            "Response rate",
            "已报送的机构占总体的份额；加权报送率以营业收入为权数，未报送的用估算值。",
            "Responding institutions in all of the population; weighted by revenue, with estimates for who did not respond.",
        ),
        (
            "零报告",
            "Nil return",
            "当年没有业务的机构的报送，计入已报送。",
            "The return of an institution without business in the year; it counts as a response.",
        ),
        (
            "审核关系",
            "Edit",
            "填报数据之间应有的关系。强制性的不符合不能报送，核实性的不符合须说明理由。",
            "A relation that reported figures should keep: a hard edit stops the return, a soft one asks for the reason.",
        ),
        (
            "选择性审核",
            "Selective editing",
            "按可疑数据对合计的影响排序，先核实影响大的。",
            "Checking suspicious figures in the order of what they could change in the total.",
        ),
        (
            "估算（插补）",
            "Imputation",
            "对没有报送的数据按固定次序的方法估算，逐个标明方法。最大的二十家机构不估算，由统计人员联系核实。",
            (
                "Estimating what was not reported by methods in a fixed order, each marked. The twenty largest are never"
                " imputed; the statistician calls them."
            ),
        ),
        (
            "企业集团",
            "Enterprise group",
            "受同一主体控制的机构，保护数据时作为一个贡献者计算。",
            "Institutions under one control; disclosure control counts them as one contributor.",
        ),
        (
            "隐去（x）",
            "Withheld (x)",
            "为不泄露单个机构的数据而不公布。被隐去一次，在所有表、年份、图和文件中都隐去。",
            (
                "Not published so that no single institution's figures can be learned. What is withheld once is withheld in"
                " every table, year, chart and file."
            ),
        ),
        (
            "最少机构数规则",
            "Threshold rule",
            "数据来自少于规定个数的企业集团时隐去。",
            "A figure with fewer enterprise groups behind it than the rule asks is withheld.",
        ),
        (
            "集中度规则",
            "Dominance rule",
            "最大的一个或者两个企业集团占比超过规定时隐去。",
            "A figure of which the largest one or two groups hold more than the rule allows is withheld.",
        ),
        (
            "p%规则",
            "p% rule",
            "第二大的贡献者从合计中减去自己的数，就能把最大者的数估计到p%以内时隐去。",
            (
                "A figure is withheld if the second largest contributor, taking its own from the total, could know the largest to"
                " within p per cent."
            ),
        ),
        (
            "二次隐去",
            "Secondary suppression",
            "为防止由合计和其他数据推算而另外隐去的数据，由整数规划在所有相连的表中一并求出。",
            (
                "Further figures withheld so that none can be recomputed, found over all linked tables at once by an integer"
                " programme."
            ),
        ),
        (
            "攻击者检验",
            "Attacker's programmes",
            "对每个隐去的数据，用线性规划求出读者能推算的最小和最大值；范围过窄的，不得发布。",
            (
                "For every withheld figure, linear programmes find the least and the largest value a reader could deduce; where"
                " the range is too narrow the release is refused."
            ),
        ),
        (
            "数据快照",
            "Data snapshot",
            "估算冻结时的数据，以SHA-256标识。同一快照和程序版本得出同样的表。",
            (
                "The data as they were when imputation was frozen, named by their SHA-256. The same snapshot and version of the"
                " program give the same tables."
            ),
        ),
        (
            "版次",
            "Vintage",
            "同一年度的第几次发布。已发布的版次不再改动，地址长期有效。",
            "Which publication of a year it is. A published vintage never changes, and its address stays.",
        ),
        (
            "修订三角",
            "Revision triangle",
            "同一报告年度的数据在历次发布中的数值。",
            "What successive releases said of the same reference year.",
        ),
        (
            "求人倍率",
            "Ratio of vacancies to seekers",
            "有效需求人数与有效求职人数之比，由系统计算，求职人数少于30的不计算。",
            "Valid vacancies divided by valid seekers, computed and never typed; not computed below 30 seekers.",
        ),
        (
            "定点监测机构",
            "Monitoring point",
            "按月报送供求数据的机构，包括必选的和轮换的。",
            "An institution that reports supply and demand monthly: some always, others by rotation.",
        ),
        (
            "SDMX",
            "SDMX",
            "统计数据和元数据交换的国际标准（ISO 17369）。",
            "The international standard for exchanging statistical data and metadata (ISO 17369).",
        ),
    )
)
