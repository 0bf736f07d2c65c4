"""The columns each roster takes, what offices call them, and how their cells are read.

``headings`` are compared as :func:`ssj_desktop.intake.headings.normal_heading` writes them.
"""

from dataclasses import dataclass

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.intake import cells
from ssj_desktop.rules import numbers


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a roster.

    ``headings``: what its column is called, parted by spaces, the usual name first. ``fallback``:
    columns that stand in when none of those is there (注册地址 for want of a 生产地址). A
    ``joined`` field takes several columns, its texts one after the other. ``fills`` names the
    roster's columns when one cell fills several.
    """

    name: str
    read: cells.CellReader
    headings: str
    fallback: str = ""
    required: bool = False
    joined: bool = False
    fills: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.headings.split()[0]


_CREDIT_CODE = cells.code(
    numbers.credit_code_fault, "请照营业执照核对；没有信用代码的留空，改填本单位编号。"
)
_PERMIT_CODE = cells.code(numbers.permit_code_fault, "请照排污许可证或登记回执核对，没有的留空。")
_OFFICE_CODE = cells.code(numbers.office_code_fault, "请改为 LC-00031 这样的编号，或留空。")
_BADGE_NO = cells.code(numbers.badge_no_fault, "请照执法证核对；没有执法证的留空，改填本单位编号。")

_KIND = cells.choice(
    "类型",
    {
        "排污单位": "企业 工业企业 污染源 固定污染源 工业污染源 养殖场 医疗机构",
        "水源地": "饮用水水源地 饮用水源地 集中式饮用水水源地 水源 饮用水源",
        "保护地": "自然保护地 自然保护区 自然公园 森林公园 湿地公园 地质公园",
        "建设项目": "项目 在建项目 工程项目",
        "服务机构": "环评机构 监测机构 检测机构 第三方机构 技术服务机构 第三方服务机构",
    },
)
_PERMIT_CLASS = cells.choice(
    "排污许可管理类别",
    {
        "重点管理": "重点 重点管理类 排污许可重点管理",
        "简化管理": "简化 简化管理类 排污许可简化管理",
        "登记管理": "登记 登记管理类 排污登记 排污许可登记管理",
        "未纳入": "未纳入管理 不纳入 不纳入管理 无需办理 未纳入排污许可管理",
    },
)
_STATUS = cells.choice(
    "状态",
    {
        "在产": "正常 正常生产 生产 生产中 运行 正常运行 运营 在用 存续 在营",
        "停产": "停运 停业 停用 临时停产 长期停产 季节性停产 停产停业",
        "在建": "建设中 未投产 试生产 调试",
        "注销": "已注销 吊销 已吊销",
        "迁出": "已迁出 搬迁 已搬迁",
        "拆除": "已拆除",
    },
)
_ESTABLISHMENT = cells.choice(
    "编制",
    {
        "在编": "编内 行政编 行政编制 事业编 事业编制 公务员 参公 正式",
        "聘用": "编外 聘用制 合同制 合同工 劳务派遣 临聘",
        "下沉": "下沉人员 市级下沉",
        "借调": "借用 抽调",
    },
)

_TARGETS = (
    Field(
        "name",
        cells.name,
        "单位名称 名称 企业名称 检查对象名称 检查对象 对象名称 抽查对象 抽查对象名称 排污单位名称 "
        "排污单位 污染源名称 污染源 主体名称 市场主体名称 企业单位名称 企事业单位名称 水源地名称 "
        "水源地 保护地名称 自然保护地名称 项目名称 建设项目名称 机构名称 被检查单位 "
        "被检查单位名称 监管对象 监管对象名称",
        fallback="单位 企业 姓名",
        required=True,
    ),
    Field(
        "kind",
        _KIND,
        "类型 对象类型 检查对象类型 单位类型 主体类型 污染源类型",
    ),
    Field(
        "credit_code",
        _CREDIT_CODE,
        "统一社会信用代码 社会信用代码 信用代码 统一信用代码 统一代码 社会统一信用代码 "
        "企业信用代码 信用代码证号",
    ),
    Field(
        "permit_code",
        _PERMIT_CODE,
        "排污单位编码 排污许可证编号 排污许可证号 排污许可证编码 许可证编号 排污许可编号 "
        "排污许可编码 排污登记编号 排污许可证登记编号 许可证号 固定污染源编码",
    ),
    Field(
        "office_code",
        _OFFICE_CODE,
        "本单位编号 内部编号 对象编号 自编号 单位编号",
    ),
    Field(
        "address",
        cells.text,
        "地址 单位地址 详细地址 企业地址 生产地址 生产经营场所地址 生产经营地址 经营地址 经营场所 "
        "所在地址 具体地址 场所地址 所在地 建设地点",
        fallback="注册地址 住所",
    ),
    Field(
        "township",
        cells.text,
        "乡镇 所属乡镇 所在乡镇 乡镇街道 乡镇/街道 街道 镇街 所在镇 所属镇街",
    ),
    Field(
        "legal_person",
        cells.text,
        "法定代表人 法人 法人代表 法人姓名 法定代表人姓名 法定代表人/负责人 法人或负责人 "
        "法定代表人或负责人 企业法人",
        fallback="负责人 单位负责人 主要负责人",
    ),
    Field(
        "contact",
        cells.text,
        "联系人 联系人姓名 企业联系人 环保联系人",
        fallback="环保负责人 技术负责人 现场负责人",
    ),
    Field(
        "phone",
        cells.phone,
        "联系电话 电话 联系方式 联系人电话 电话号码 手机 手机号 手机号码 移动电话 联系人联系方式 "
        "联系人手机 企业联系电话",
        fallback="固定电话 座机 办公电话 法人电话 负责人电话",
    ),
    Field(
        "industry",
        cells.industry,
        "行业 行业类别 所属行业 行业名称 行业类型 国民经济行业 国民经济行业类别 行业代码",
    ),
    Field(
        "permit_class",
        _PERMIT_CLASS,
        "排污许可管理类别 管理类别 许可管理类别 排污许可类别 排污许可证管理类别 排污许可管理级别 "
        "许可类别 排污许可分类 许可管理类型 排污许可管理类型",
    ),
    Field(
        "status",
        _STATUS,
        "状态 生产状态 单位状态 运行状态 经营状态 企业状态 生产经营状态 运营状态",
    ),
    Field(
        "status_evidence",
        cells.text,
        "状态依据 出池依据 注销依据 停产依据 注销/迁出/拆除依据 排除依据 依据",
    ),
    Field(
        "positive_list",
        cells.flag,
        "正面清单 是否正面清单 是否列入正面清单 是否为正面清单 正面清单企业 是否正面清单企业 "
        "是否属于正面清单",
    ),
    Field(
        "key_unit",
        cells.flag,
        "重点排污单位 是否重点排污单位 是否为重点排污单位 是否属于重点排污单位 重点单位 "
        "是否重点单位 环境监管重点单位 是否环境监管重点单位",
    ),
    Field(
        "credit_grade",
        cells.grade,
        "信用等级 环保信用等级 环境信用等级 信用评价 信用评级",
    ),
    Field(
        "tags",
        cells.tags,
        "标签 标识 要素标签 对象标签 对象标识 监管标签 要素",
    ),
)

_INSPECTORS = (
    Field(
        "name",
        cells.person_name,
        "姓名 人员姓名 执法人员 执法人员姓名 检查人员 检查人员姓名 名称",
        required=True,
    ),
    Field(
        "badge_no",
        _BADGE_NO,
        "执法证号 执法证件号 执法证编号 执法证号码 行政执法证号 证件号 证号 执法证件编号 工作证号 "
        "执法证 执法工作证号 行政执法证件号 执法证件号码",
    ),
    Field(
        "badge_from",
        cells.day,
        "有效期起 执法证有效期起 证件有效期起 发证日期 有效期自 有效期开始 起始日期",
    ),
    Field(
        "badge_until",
        cells.day,
        "有效期止 有效期至 执法证有效期止 执法证有效期至 证件有效期止 证件有效期至 有效期截止 "
        "到期日期 截止日期 失效日期",
    ),
    Field(
        "badge_term",
        cells.term,
        "有效期 执法证有效期 证件有效期 有效期限 执法证有效期限 有效起止日期",
        fills=("badge_from", "badge_until"),
    ),
    Field(
        "office_code",
        _OFFICE_CODE,
        "本单位编号 人员编号 内部编号 工号",
    ),
    Field(
        "unit",
        cells.text,
        "单位 工作单位 所属单位 所在单位 单位名称 执法机构",
    ),
    Field(
        "department",
        cells.text,
        "部门 所属部门 科室 所在部门 部门岗位 内设机构 所在科室",
    ),
    Field(
        "squad",
        cells.text,
        "分队 执法分队 所属分队 所在分队 中队 执法中队",
    ),
    Field(
        "team",
        cells.text,
        "编组 小组 检查组 组别 执法小组 所属编组 分组",
    ),
    Field(
        "establishment",
        _ESTABLISHMENT,
        "编制 编制性质 编制类型 人员性质 用工性质 编制情况",
    ),
    Field(
        "qualified",
        cells.flag,
        "执法资格 有无执法资格 是否有执法资格 是否具有执法资格 是否具备执法资格 有执法资格 "
        "是否持证 持证",
    ),
    Field(
        "post",
        cells.text,
        "职务 职务岗位 岗位 职务/岗位 职务职级 职位 职务或岗位",
    ),
    Field(
        "years",
        cells.years,
        "工作年限 执法年限 从业年限 工作年数 工龄 年限",
    ),
    Field(
        "specialties",
        cells.tags,
        "专长 业务专长 专业 擅长领域 特长 专业特长 专业领域 业务特长",
    ),
    Field(
        "auxiliary",
        cells.flag,
        "辅助人员 是否辅助人员 是否为辅助人员 辅助检查人员 是否辅助检查人员 是否辅助",
    ),
    Field(
        "on_duty",
        cells.flag,
        "在岗 是否在岗 在岗情况 在岗状态 是否在岗在职",
    ),
)

_ITEMS = (
    Field(
        "code",
        cells.text,
        "事项编码 编码 事项编号 事项代码 抽查事项编码 检查事项编码",
    ),
    Field(
        "name",
        cells.text,
        "抽查事项 事项名称 抽查事项名称 检查事项 检查事项名称 名称 执法事项",
        required=True,
    ),
    Field(
        "category",
        cells.text,
        "事项类别 事项分类 类别 检查类别 事项类型",
        fallback="抽查类别",
    ),
    Field(
        "target_scope",
        cells.text,
        "检查对象 抽查对象 对象范围 抽查对象范围 检查对象范围",
    ),
    Field(
        "subject",
        cells.text,
        "检查主体 抽查主体 检查主体及层级 实施主体 责任单位 检查单位 责任主体",
        fallback="部门 发起部门 责任科室 检查部门",
    ),
    Field(
        "content",
        cells.paragraphs,
        "检查内容 抽查内容 检查事项内容 内容 检查要点",
    ),
    Field(
        "basis",
        cells.paragraphs,
        "检查依据 抽查依据 法律依据 法定依据 依据 设定依据 实施依据",
    ),
    Field(
        "method",
        cells.text,
        "检查方式 抽查方式 检查方法 方式",
    ),
    Field(
        "rate",
        cells.text,
        "抽查比例及频次 比例及频次 抽查比例和频次 抽查比例频次 抽查频次及比例 比例频次 抽查频次 "
        "频次 检查频次 抽查比例 比例 检查比例",
        joined=True,
    ),
    Field(
        "joint",
        cells.flag,
        "是否联合 是否联合抽查 是否适用联合抽查 是否部门联合 联合抽查 是否适用部门联合抽查 "
        "是否部门联合抽查",
    ),
)

FIELDS = {
    RosterKind.TARGETS: _TARGETS,
    RosterKind.INSPECTORS: _INSPECTORS,
    RosterKind.ITEMS: _ITEMS,
}
