"""Yueyang's pooling areas (统筹区) with streets for addresses, and the registering authorities that serve them."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A pooling area: `stem` begins addresses in it, `seat` names its authorities, `region` begins its credit codes."""

    area: str
    stem: str
    seat: str
    region: str
    quarters: tuple[str, ...]


CITY = "岳阳市"
CITY_REGION = "430600"
DISTRICT = "岳阳市岳阳楼区"
PLACES = (
    Place("岳阳楼区", "岳阳市岳阳楼区", DISTRICT, "430602", ("五里牌街道", "三眼桥街道", "站前路街道", "洛王街道")),
    Place("云溪区", "岳阳市云溪区", "岳阳市云溪区", "430603", ("云溪街道", "长岭街道", "路口镇", "陆城镇")),
    Place("君山区", "岳阳市君山区", "岳阳市君山区", "430611", ("柳林洲街道", "钱粮湖镇", "广兴洲镇", "许市镇")),
    Place("岳阳县", "岳阳市岳阳县", "岳阳县", "430621", ("荣家湾镇", "新墙镇", "黄沙街镇", "筻口镇")),
    Place("华容县", "岳阳市华容县", "华容县", "430623", ("章华镇", "三封寺镇", "治河渡镇", "东山镇")),
    Place("湘阴县", "岳阳市湘阴县", "湘阴县", "430624", ("文星街道", "东塘镇", "樟树镇", "金龙镇")),
    Place("平江县", "岳阳市平江县", "平江县", "430626", ("汉昌街道", "伍市镇", "安定镇", "长寿镇")),
    Place("汨罗市", "汨罗市", "汨罗市", "430681", ("归义镇", "新市镇", "弼时镇", "罗江镇")),
    Place("临湘市", "临湘市", "临湘市", "430682", ("长安街道", "羊楼司镇", "桃林镇", "江南镇")),
    Place("岳阳经济技术开发区", "岳阳市经济技术开发区", DISTRICT, "430602", ("通海路管理处", "金凤桥管理处")),
    Place("岳阳南湖新区", "岳阳市南湖新区", DISTRICT, "430602", ("湖滨街道", "龙山街道", "求索街道")),
    Place("湖南城陵矶新港区", "湖南城陵矶新港区", DISTRICT, "430602", ("松阳湖街道",)),
)
ROADS: tuple[str, ...] = (
    "建设路",
    "巴陵中路",
    "洞庭大道",
    "白石岭路",
    "屈原大道",
    "兴业路",
    "学院路",
    "金鹗中路",
    "青年西路",
    "湘北大道",
)
ROADS += ("云港路", "创新大道", "求索路", "梅溪路", "太阳桥大道", "工农路", "龙舟路", "桂花园路", "通达街", "长岭路")
BUILDINGS = ("商务中心", "创业园", "科技大厦", "国际广场", "综合楼", "标准厂房", "孵化大楼", "财富中心", "物流园")


def drawn_place(chance: random.Random, may_be_zone: bool) -> Place:
    """Draws a pooling area; the district comes up more often, as it does in practice.

    Functional zones (功能区) have no registry of their own: only for licences does the address alone decide.
    """
    districts, zones = PLACES[:9] + PLACES[:1] * 4, PLACES[9:]
    return chance.choice(districts + zones * 2 if may_be_zone else districts)


def drawn_address(chance: random.Random, place: Place) -> str:
    """Draws an address that lies in the place without doubt."""
    province = chance.choice(("", "湖南省", "湖南省"))
    stem = place.stem
    if "湖南" in stem:
        province = ""
    road = f"{chance.choice(ROADS)}{chance.randint(1, 688)}号"
    room = chance.choice(
        (
            "",
            f"{chance.choice(BUILDINGS)}{chance.randint(1, 12)}栋",
            f"{chance.choice(BUILDINGS)}{chance.randint(1, 26)}楼{chance.randint(101, 2608)}室",
            f"{chance.randint(1, 19)}栋{chance.randint(1, 3)}单元{chance.randint(101, 1802)}",
        )
    )
    return f"{province}{stem}{chance.choice(place.quarters)}{road}{room}"
