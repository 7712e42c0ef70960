"""How the figures are made, told to the reader: a heading and its paragraphs, in both languages. Pure."""

METHOD: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "法律依据和来源",
        (
            (
                "调查数据来自人力资源服务机构统计年报（人社统LM1表“基本情况”、LM2表“业务情况”），依《中华人民共和国统计法》组织。"
                "报表应当标明表号、制定机关、批准文号和有效期，未标明或者已过有效期的，调查对象有权拒绝填报（统计法第十七条，条文序号按2024年修正文本，待核对）。"
                "本系统所见LM1表的批准文号有效期至2024年12月，此后的批准文号须由主管机关录入。"
            ),
            "登记、监督和产业园的数据来自行政记录，与统计调查分开存放，由不同的数据库角色读取。能够通过行政记录取得的不再调查（统计法第十八条）。",
            "统计调查取得的单个调查对象的资料不用于许可、处罚、信用分级或者抽查（统计法第二十八条，实施条例第三十条）。",
        ),
    ),
    (
        "总体和范围",
        (
            (
                "总体为报告年度12月31日在册的全部机构：持有人力资源服务许可或者已备案的经营性机构、外地机构在京分支机构、公共就业和人才服务机构及其他公共机构。"
                "年内终止的，以登记记录为准从总体中除去；没有报送的仍在总体之内。"
            ),
            "地区按住所所在区，住所在外地的按登记机关；北京经济技术开发区单列，不重复计入大兴区。机构类型按报送的十一类合并为六组，港、澳、台资机构合并列示。",
        ),
    ),
    (
        "填报和审核",
        (
            (
                "网上填报，填报人和单位负责人分别确认。强制性审核不符合的不能报送；核实性审核不符合的，由机构说明理由。区级审核、退回或者通过，市级复核。"
                "除调查对象本身外，任何人不得修改其数据（统计法第七条）。"
            ),
            "可疑数据按其对区合计的影响排序，影响大的先核实。元和万元填错的，按金额与上年之比识别，由机构确认。",
        ),
    ),
    (
        "估算",
        (
            (
                "没有报送的机构和没有填报的项目按固定次序估算：行政记录的数值；上年数乘以同层的变动；同层每名从业人员的平均数；同类型、同业务、同规模、同区组的随机供体；人工。"
                "每个估算值标明方法，与报送值分开保存。收入最大的二十家机构不估算。"
            ),
            "估算值超过合计30%的数据标(e)。零报告不是缺报，不估算。",
        ),
    ),
    (
        "快照和复算",
        (
            (
                "估算冻结时，全部微观数据存为快照，以SHA-256标识。各表只由快照和程序版本算出：同一快照、同一程序版本，各表逐字节相同。"
                "发布前的程序为：审核结束、估算冻结、数据保护检验通过、各区会签、市级签署、限期保密、发布、归档。保密期内只有名单上的人可以看到数据，名单有记录。"
            ),
        ),
    ),
)
METHOD_EN: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Law and sources",
        (
            (
                "Survey figures come from the yearly statistical return of HR service institutions (forms LM1, basic situation, and"
                " LM2, business), organised under the Statistics Law. A form must show its number, issuing body, approval number"
                " and expiry; respondents may refuse one that lacks them or has expired (Article 17; article numbers follow the"
                " amended text of 2024 and are to be checked). The copy of LM1 known to this system was valid until December"
                " 2024; the approval number that follows is entered by the authority."
            ),
            (
                "Figures on the register, on supervision and on parks come from administrative records, kept apart from the survey"
                " and read with other database rights. What records can tell is not surveyed again (Article 18)."
            ),
            (
                "What the survey learns of a single respondent is used for no licence, penalty, credit class or selection for"
                " inspection (Article 28; Implementing Regulations, Article 30)."
            ),
        ),
    ),
    (
        "Population and coverage",
        (
            (
                "The population is every institution on the register on 31 December of the year: for-profit institutions with a"
                " licence or a filing, Beijing branches of institutions from elsewhere, public employment and talent services and"
                " other public bodies. Institutions that ended are removed on the evidence of the register; those that did not"
                " respond stay in."
            ),
            (
                "The district is that of the domicile, for domiciles elsewhere that of the registering organ; the Beijing"
                " Economic-Technological Development Area stands apart and is not counted in Daxing. The eleven types of the form"
                " are shown in six groups, Hong Kong, Macao and Taiwan capital as one."
            ),
        ),
    ),
    (
        "Collection and editing",
        (
            (
                "Returns are filled in online; preparer and head of the unit confirm separately. A hard edit that fails stops the"
                " return; for a soft edit the institution gives its reason. Districts review, send back or pass; the city checks."
                " Nobody but the respondent changes its figures (Article 7)."
            ),
            (
                "Suspicious figures are ranked by what they could change in the district's total and checked in that order."
                " Yuan entered for ten thousand yuan is recognised by comparison with the year before and confirmed by the institution."
            ),
        ),
    ),
    (
        "Imputation",
        (
            (
                "What was not reported is estimated in a fixed order: a value from administrative records; last year's value moved"
                " as its stratum moved; the stratum's mean per member of staff; a random donor of the same type, lines, size and"
                " group of districts; by hand. Each estimate names its method and is kept apart from what was reported. The twenty"
                " institutions with the largest revenue are never imputed."
            ),
            "Figures with more than 30 per cent imputed value are marked (e). A nil return is no missing return and is not imputed.",
        ),
    ),
    (
        "Snapshot and recomputation",
        (
            (
                "When imputation is frozen, all microdata are kept as a snapshot named by its SHA-256. The tables are computed from"
                " the snapshot and the version of the program alone: the same two give the same bytes. Before publication: editing"
                " closed, imputation frozen, disclosure control passed, districts co-signed, city signed, embargo, publication,"
                " archive. During the embargo only those on a recorded list see the figures."
            ),
        ),
    ),
)
