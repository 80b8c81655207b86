"""Values for every step: as it is, condensed, shrunk, and on a sheet, of which one takes two pages."""
import json

STORY = "監視装置が異常な通信を検知したため、担当者が公開用サーバー（web-01）の記録を調べ、外部からの不正な接続を確認した。"

print(json.dumps({
    "number": 2,
    "name": "株式会社見本製作所",
    "address": "東京都千代田区霞が関三丁目２番１号 中央合同庁舎第７号館 10 階 1001 号室",
    "note": "第1報の内容を訂正する。\n" + STORY * 60,
    "cause": "attack",
    "overview": STORY * 8,
    "measures": "接続を遮断し、パスワードを変更した。",
    "seen_by": "情報システム部運用課監視担当の当直者（夜間）",
    "remark": "受付の担当者から折り返し電話で確認すること。" * 3,
    "timeline": [{"at": f"2024-01-{day:02}T09:05+09:00", "what": STORY} for day in range(4, 10)],
    "contacts": [
        {"who": "監督官庁", "how": "電話"},
        {"who": "警察（サイバー犯罪対策課）", "how": "電子メールで第一報を送り、続けて電話で状況を説明した。" * 3},
    ],
    "attachments": [{"number": 1}, {"number": 2}],
}, ensure_ascii=False))
