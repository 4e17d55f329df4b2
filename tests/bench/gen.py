#!/usr/bin/env python3
"""Makes the benchmark's data: python3 gen.py COUNT TYPST-COUNT OUT-FOLDER.

COUNT synthetic pupils of a lower secondary school, the same every time:
  records.ndjson  for hocba, one record a line, as forms/bench-six-page/record.schema.json says;
  pupils.json     for Typst, the first TYPST-COUNT of them: texts as they are printed, and a ready-made QR a page
                  (SVG path, by qrencode).
No pupil, teacher or school is a real one.
"""
import json
import random
import subprocess
import sys
import unicodedata
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

SEED = 20260101
FIRST_YEAR = 2021
GRADES = (6, 7, 8, 9)
PAGES = 6
QR_BYTES = 150

FAMILY = 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lưu Đoàn Trịnh'.split()
MIDDLE = {
    'Nam': 'Văn Hữu Đức Quốc Minh Gia Công Đình Thanh Xuân Bảo Tuấn'.split(),
    'Nữ': 'Thị Ngọc Thùy Khánh Phương Diệu Quỳnh Hồng Mỹ Bích Tường Ánh'.split(),
}
GIVEN = {
    'Nam': 'Anh Bình Cường Dũng Đạt Hiếu Hưng Huy Khôi Kiệt Long Lộc Nghĩa Phúc Quân Sơn Thắng Trường Tuấn '
           'Vượng'.split(),
    'Nữ': 'Ái Châu Diễm Giang Hạnh Hằng Hương Lan Linh Mai Nga Ngân Nguyệt Nhung Quyên Thảo Thủy Trâm Tuyết '
          'Yến'.split(),
}
PROVINCES = ['Hà Nội', 'Thừa Thiên Huế', 'Đà Nẵng', 'Cần Thơ', 'Nghệ An', 'Quảng Ngãi', 'Đắk Lắk', 'Bắc Ninh',
             'Lạng Sơn', 'Kiên Giang']
DISTRICTS = ['huyện Đông Anh', 'quận Liên Chiểu', 'huyện Phong Điền', 'thị xã Gò Công', 'huyện Yên Thành',
             'huyện Mộ Đức', 'huyện Krông Búk', 'thành phố Từ Sơn']
WARDS = ['xã Hải Bối', 'phường Hòa Khánh Bắc', 'xã Điền Hòa', 'xã Tăng Thành', 'phường Đình Bảng', 'xã Đức Phổ',
         'thị trấn Phố Châu', 'xã Vĩnh Thuận']
SCHOOLS = ['Nguyễn Trãi', 'Lê Quý Đôn', 'Trần Hưng Đạo', 'Chu Văn An', 'Nguyễn Bỉnh Khiêm', 'Phan Bội Châu',
           'Hai Bà Trưng', 'Lương Thế Vinh']
JOBS = ['Nông dân', 'Công nhân', 'Giáo viên', 'Buôn bán', 'Bộ đội', 'Kỹ sư', 'Y sĩ', 'Lái xe', 'Thợ mộc',
        'Nội trợ']
PEOPLES = ['Kinh', 'Kinh', 'Kinh', 'Kinh', 'Tày', 'Mường', 'Thái', 'Ê Đê', 'Khmer', 'Nùng']
POLICIES = ['Không', 'Con thương binh', 'Hộ nghèo', 'Không']
SUBJECTS = ['Ngữ văn', 'Toán', 'Ngoại ngữ 1 (Tiếng Anh)', 'Giáo dục công dân', 'Lịch sử và Địa lí',
            'Khoa học tự nhiên', 'Công nghệ', 'Tin học', 'Giáo dục thể chất', 'Nghệ thuật',
            'Hoạt động trải nghiệm, hướng nghiệp', 'Nội dung giáo dục của địa phương',
            'Tiếng dân tộc thiểu số']
WITHOUT_MARKS = set(SUBJECTS[8:12])
TERMS = ['Học kì I', 'Học kì II', 'Cả năm']
LEVELS = ['Tốt', 'Khá', 'Đạt', 'Tốt']
PRAISE = [
    'có ý thức chấp hành tốt nội quy của nhà trường và của lớp',
    'chăm chỉ, tích cực phát biểu xây dựng bài trong các giờ học',
    'biết giúp đỡ bạn bè, lễ phép với thầy cô giáo và người lớn tuổi',
    'tiếp thu kiến thức nhanh, vận dụng linh hoạt vào giải quyết các tình huống thực tiễn',
    'cần rèn luyện thêm kỹ năng trình bày và tính cẩn thận khi làm bài kiểm tra',
    'tham gia đầy đủ, nhiệt tình các hoạt động tập thể, phong trào văn nghệ và thể dục thể thao',
    'có năng khiếu nổi bật ở các môn khoa học tự nhiên, đạt giải trong kỳ thi học sinh giỏi cấp huyện',
    'khả năng tự học tốt, biết lập kế hoạch học tập và quản lý thời gian hợp lý',
    'còn rụt rè khi giao tiếp trước đám đông, cần mạnh dạn hơn trong hoạt động nhóm',
    'đọc hiểu văn bản tốt, diễn đạt trôi chảy, giàu cảm xúc khi viết văn nghị luận',
    'có tinh thần trách nhiệm cao với nhiệm vụ được phân công, trung thực trong học tập',
    'cần tăng cường luyện nghe và nói tiếng Anh để đạt kết quả cao hơn ở năm học tới',
]


def name(rng, gender=None):
    gender = gender or rng.choice(['Nam', 'Nữ'])
    return ' '.join([rng.choice(FAMILY), rng.choice(MIDDLE[gender]), rng.choice(GIVEN[gender])])


def mark(rng):
    return round(min(10, max(3.5, rng.gauss(7.6, 1.2))), 1)


def remark(rng):
    """60 to 80 words: sentences of two phrases each."""
    wanted = rng.randint(60, 80)
    words = []
    for i, phrase in enumerate(rng.sample(PRAISE, len(PRAISE))):
        opening = 'Em ' if i % 2 == 0 else ''
        closing = ';' if i % 2 == 0 else '.'
        words += (opening + phrase + closing).split()
        if len(words) >= wanted:
            break
    text = ' '.join(words[:wanted]).rstrip(',;.')
    return text + '.'


def subject(rng, title):
    record = {'name': title, 'teacher': name(rng)}
    if title in WITHOUT_MARKS:
        return record | {'term1_level': 'Đạt', 'term2_level': 'Đạt', 'year_level': 'Đạt'}
    record |= {'term1': mark(rng), 'term2': mark(rng), 'year': mark(rng)}
    if rng.random() < 0.06:
        record['retest'] = mark(rng)
    return record


def school_year(rng, index, letter, province):
    first = FIRST_YEAR + index
    results = [{'term': term, 'conduct': rng.choice(LEVELS), 'learning': rng.choice(LEVELS),
                'absences': str(rng.randint(0, 6))} for term in TERMS]
    year = {
        'name': f'{first}-{first + 1}',
        'grade': str(GRADES[index]),
        'class': f'{GRADES[index]}{letter}',
        'subjects': [subject(rng, title) for title in SUBJECTS],
        'results': results,
        'remark': remark(rng),
        'homeroom': name(rng),
        'signed': f'{province}, ngày {rng.randint(20, 31):02d} tháng 5 năm {first + 1}',
    }
    if index + 1 == len(GRADES):
        year['current'] = True
    return year


def pupil_data(rng, gender, district, province, ward):
    return {
        'name': name(rng, gender),
        'gender': gender,
        'born': str(date(2010, 1, 1) + timedelta(days=rng.randrange(365))),
        'birthplace': f'{district}, {province}',
        'ethnicity': rng.choice(PEOPLES),
        'nationality': 'Việt Nam',
        'code': f'{rng.randrange(10**10):010d}',
        'id': f'0{rng.randrange(10**11):011d}',
        'address': f'số {rng.randint(1, 300)}, {ward}, {district}, {province}',
        'policy': rng.choice(POLICIES),
        'father': name(rng, 'Nam'),
        'father_job': rng.choice(JOBS),
        'mother': name(rng, 'Nữ'),
        'mother_job': rng.choice(JOBS),
        'guardian': rng.choice(['Không', name(rng, 'Nữ')]),
    }


def record(rng, index):
    """What hocba reads."""
    province, district = rng.choice(PROVINCES), rng.choice(DISTRICTS)
    school = 'THCS ' + rng.choice(SCHOOLS)
    letter = rng.choice('ABCDE')
    years = [school_year(rng, i, letter, province) for i in range(len(GRADES))]
    return {
        'form': 'bench-six-page',
        'circular': 'bench',
        'level': 'bench',
        'lookup_uuid': str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        'effective_on': '2025-06-01',
        'number': f'{index + 1:05d}/2025/HB',
        'principal': name(rng),
        'registered': years[0]['signed'],
        'school': {'code': '00000000', 'name': school, 'district': district, 'province': province},
        'pupil': pupil_data(rng, rng.choice(['Nam', 'Nữ']), district, province, rng.choice(WARDS)),
        'history': [{'year': year['name'], 'class': year['class'], 'school': school,
                     'arrived_on': f'{FIRST_YEAR + i}-09-05'} for i, year in enumerate(years)],
        'years': years,
    }


def printed_date(iso):
    return '/'.join(reversed(iso.split('-')))


def printed_year(name_):
    return name_.replace('-', ' – ')


def printed_subject(s):
    def cell(key):
        return f'{s[key]:.1f}'.replace('.', ',') if key in s else s.get(key + '_level', '')
    return [s['name'], cell('term1'), cell('term2'), cell('year'), cell('retest'), s['teacher']]


def qr_text(record_, page, rng):
    head = f"HB1|{record_['pupil']['code']}|{page + 1}|{record_['number']}|"
    return head + ''.join(rng.choice('0123456789abcdef') for _ in range(QR_BYTES - len(head)))


def qr(text):
    """Modules a side, and the dark ones as an SVG path with runs in a row merged."""
    command = ['qrencode', '-8', '-l', 'M', '-m', '0', '-t', 'ASCII', '-o', '-', text]
    drawn = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line[::2] for line in drawn.split('\n') if line]
    path = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = len(row[x:]) - len(row[x:].lstrip('#'))
            if run:
                path.append(f'M{x} {y}h{run}v1h-{run}z')
            x += max(run, 1)
    return len(rows), ''.join(path)


def printed(r, codes):
    """What Typst reads: every text as it is printed."""
    p = r['pupil']
    info = [
        ('Họ và tên', p['name']), ('Giới tính', p['gender']), ('Ngày sinh', printed_date(p['born'])),
        ('Nơi sinh', p['birthplace']), ('Dân tộc', p['ethnicity']), ('Quốc tịch', p['nationality']),
        ('Mã định danh học sinh', p['code']), ('Số định danh cá nhân', p['id']),
        ('Nơi ở hiện tại', p['address']), ('Đối tượng chính sách', p['policy']),
        ('Họ và tên cha', p['father']), ('Nghề nghiệp của cha', p['father_job']),
        ('Họ và tên mẹ', p['mother']), ('Nghề nghiệp của mẹ', p['mother_job']),
        ('Họ và tên người giám hộ', p['guardian']),
    ]
    years = [{key: year[key] for key in ('grade', 'class', 'remark', 'homeroom', 'signed')} | {
        'name': printed_year(year['name']),
        'subjects': [printed_subject(s) for s in year['subjects']],
        'results': [[x['term'], x['conduct'], x['learning'], x['absences']] for x in year['results']],
    } for year in r['years']]
    return {
        'name': p['name'], 'school': r['school']['name'], 'district': r['school']['district'],
        'province': r['school']['province'], 'number': r['number'], 'principal': r['principal'],
        'info': info,
        'history': [[printed_year(h['year']), h['class'], h['school'], printed_date(h['arrived_on'])] for h in r['history']],
        'years': years, 'qr_modules': codes[0][0], 'qr': [path for _, path in codes],
    }


def to_json(value):
    text = json.dumps(value, ensure_ascii=False, separators=(',', ':'))
    assert text == unicodedata.normalize('NFC', text)
    return text


def main(count, typst_count, folder):
    rng = random.Random(SEED)
    records = [record(rng, i) for i in range(count)]
    seen_by_typst = records[:typst_count]
    texts = [qr_text(r, page, rng) for r in seen_by_typst for page in range(PAGES)]
    with ThreadPoolExecutor() as pool:
        codes = list(pool.map(qr, texts))
    pupils = [printed(r, codes[PAGES * i:PAGES * (i + 1)]) for i, r in enumerate(seen_by_typst)]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'records.ndjson').write_text(''.join(to_json(r) + '\n' for r in records), 'utf-8')
    (folder / 'pupils.json').write_text(to_json(pupils) + '\n', 'utf-8')


if __name__ == '__main__':
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
