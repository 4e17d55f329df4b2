// Every word of the page that is not a reason (verify/reasons.ts), in Vietnamese and in English.
import type { Text } from './verify/reasons';

export type Language = 'vi' | 'en';
const text = (vi: string, en: string): Text => ({ vi, en });

const STRINGS = {
    title: text('Kiểm tra tem học bạ', 'Check a transcript’s seal'),
    skip: text('Tới nội dung chính', 'Skip to the content'),
    switchLanguage: text('English', 'Tiếng Việt'),

    // Start
    startHeading: text('Quét tem QR trên học bạ', 'Scan the seal on a transcript'),
    startLead: text(
        'Mỗi trang học bạ do hocba phát hành có một tem QR. Quét tem, rồi so những gì trang này hiện ra với giấy, từng ô một.',
        'Every page of a transcript issued by hocba has a QR seal. Scan it, then compare what this page shows with the paper, cell by cell.'),
    step1: text('Quét tem của từng trang (máy ảnh hoặc ảnh chụp).', 'Scan the seal of each page (camera or pictures).'),
    step2: text('So từng dòng với giấy, bấm “Khớp” hoặc “Khác”.', 'Compare each row with the paper; press “Same” or “Different”.'),
    step3: text('Khác dù chỉ một ô: không chấp nhận, hỏi lại trường.', 'If even one cell differs: do not accept it; ask the school.'),
    privacy: text('Tem được đọc và kiểm tra ngay trên máy này. Không gửi gì đi đâu.', 'The seal is read and checked on this device. Nothing is sent anywhere.'),
    install: text('Cài lên máy để mở từ biểu tượng', 'Install, to open it from its icon'),
    installHint: text(
        'Nên cài trang này lên máy (trình đơn của trình duyệt → “Thêm vào màn hình chính”) và luôn mở từ biểu tượng đã cài.',
        'Install this page (browser menu → “Add to home screen”) and always open it from that icon.'),
    installed: text('Bạn đang dùng trang đã cài trên máy.', 'You are using the installed page.'),
    scanCamera: text('Quét bằng máy ảnh', 'Scan with the camera'),
    scanNext: text('Quét trang tiếp', 'Scan next page'),
    choosePictures: text('Chọn ảnh chụp', 'Choose pictures'),
    startOver: text('Học bạ khác', 'Start over'),
    checking: text('Đang kiểm tra…', 'Checking…'),

    // Camera
    cameraHeading: text('Đưa tem QR vào khung', 'Hold the seal inside the frame'),
    cameraHint: text('Giữ máy song song với giấy, cách 15–20 cm, đủ sáng.', 'Hold the phone flat above the paper, 15–20 cm away, in good light.'),
    cameraStarting: text('Đang mở máy ảnh…', 'Opening the camera…'),
    cameraSearching: text('Đang tìm tem…', 'Looking for a seal…'),
    cameraOther: text('Đây là mã QR khác, không phải tem học bạ. Tìm tem trong ô vuông trên trang.', 'This is another QR, no transcript seal. Look for the seal’s square on the page.'),
    cameraStop: text('Dừng quét', 'Stop scanning'),
    cameraDenied: text('Không mở được máy ảnh. Cho phép trang này dùng máy ảnh trong cài đặt, hoặc chọn ảnh chụp.', 'The camera could not be opened. Allow it in the settings, or choose pictures.'),
    pictureReading: text('Đang đọc ảnh {n} / {all}…', 'Reading picture {n} of {all}…'),
    scannerBroken: text('Không tải được bộ đọc QR. Nối mạng một lần để tải, sau đó dùng được khi không có mạng.', 'The QR reader could not be loaded. Go online once; then it works offline too.'),
    alreadyScanned: text(
        'Trang {page} đã được quét rồi; quét lại cùng một tờ thì không sao. Nếu là hai tờ khác nhau có cùng tem này, một tờ là bản sao, hoặc tem bị chép sang: so từng ô trên chính tờ đang dùng.',
        'Page {page} was scanned already; scanning the same sheet again does no harm. If these are two sheets with this same seal, one of them is a copy, or the seal was copied onto it: compare every cell on the very sheet that you use.'),

    // Opened by a QR
    outsideHeading: text('Trang này vừa được một mã QR mở ra', 'A QR opened this page'),
    outsideLead: text(
        'Mã QR lạ có thể mở ra một trang giả giống hệt. Trang này tự nó chưa chứng minh điều gì.',
        'An unknown QR may open a forged page that looks the same. By itself this page proves nothing.'),
    outsideYou: text('Địa chỉ đang mở', 'You are at'),
    outsideMatch: text('có trong danh sách đã ký của Sở GDĐT.', 'is in the department’s signed list.'),
    outsideDiffers: text('KHÔNG có trong danh sách đã ký. Đóng trang này lại.', 'is NOT in the signed list. Close this page.'),
    outsideTrust: text('Chỉ tin địa chỉ:', 'Trust this address alone:'),
    outsideCheck: text(
        'Trang giả cũng tự nói như vậy: hãy nhìn thanh địa chỉ của trình duyệt, so với địa chỉ Sở GDĐT đã thông báo.',
        'A forged page says so too: look at the browser’s address bar, and compare it with what the department announced.'),
    outsideOffice: text('Cơ quan, nhà trường: mở trang đã cài trên máy rồi quét từ trong trang.', 'Offices and schools: open the installed page and scan from inside it.'),

    // Verdict
    valid: text('Tem hợp lệ', 'Valid seal'),
    invalid: text('Không chấp nhận', 'Do not accept'),
    indeterminate: text('Chưa xác định được', 'Cannot be decided yet'),
    differs: text('Không khớp: không chấp nhận', 'Different: do not accept'),
    validCompare: text('Tem đúng không có nghĩa là giấy chưa bị sửa. So từng ô với giấy: còn {n} dòng.', 'A valid seal does not mean an unaltered paper. Compare every cell with the paper: {n} rows left.'),
    allCompared: text('Bạn đã so {n} dòng với giấy và thấy khớp.', 'You compared {n} rows with the paper and found them the same.'),
    differsBy: text('Người so giấy đánh dấu khác ở: {rows}. Kết luận này do người kiểm tra, không phải do tem.', 'Marked as different: {rows}. This is the finding of the person who compared, not of the seal.'),
    indeterminateLead: text('Chưa đủ căn cứ để chấp nhận hay từ chối.', 'There are not enough grounds to accept or to reject it.'),
    onlyPages: text('Mới quét {seen} / {all} trang; còn thiếu trang {missing}. Kết luận chỉ cho các trang đã quét.', '{seen} of {all} pages scanned; missing: {missing}. The verdict is for the scanned pages only.'),
    allPages: text('Đã quét đủ {all} trang.', 'All {all} pages scanned.'),
    dropUnread: text('Đã chụp lại: bỏ các ảnh không đọc được', 'Taken again: leave out what could not be read'),
    dropLast: text('Bỏ trang vừa quét', 'Drop the page just scanned'),
    onlyLast: text('Bắt đầu lại với trang vừa quét', 'Start over with the page just scanned'),

    // Pages and content
    pagesHeading: text('Các trang', 'Pages'),
    page: text('Trang {page}', 'Page {page}'),
    pageSeen: text('đã quét', 'scanned'),
    pageMissing: text('chưa quét', 'missing'),
    sealSays: text('Tem ghi', 'The seal says'),
    untrusted: text('Nội dung ghi trên tem (không dùng được)', 'What the seal says (do not use it)'),
    name: text('Họ và tên', 'Name'),
    born: text('Ngày sinh', 'Date of birth'),
    tail: text('Số cuối mã định danh', 'Last digits of the personal number'),
    school: text('Mã trường', 'School code'),
    year: text('Năm học', 'School year'),
    class: text('Lớp', 'Class'),
    form: text('Mẫu', 'Form'),
    issued: text('Phát hành', 'Issued'),
    revision: text('Lần phát hành', 'Revision'),
    levelPrimary: text('Học bạ tiểu học', 'Primary school transcript'),
    levelLower: text('Học bạ trung học cơ sở', 'Lower secondary school transcript'),
    levelUpper: text('Học bạ trung học phổ thông', 'Upper secondary school transcript'),
    unknownForm: text('chưa biết (số {n})', 'unknown (number {n})'),

    // Comparing
    compareHeading: text('So từng dòng với giấy', 'Compare each row with the paper'),
    compareLead: text('Nhìn giấy, rồi bấm cho từng dòng.', 'Look at the paper, then press one for each row.'),
    who: text('Người học', 'The pupil'),
    thisPage: text('Trang này (mục nào giấy có in)', 'This page (what is printed of it)'),
    pageNumber: text('Trang số', 'Page number'),
    same: text('Khớp', 'Same'),
    different: text('Khác', 'Different'),
    progress: text('Đã so {done} / {all} dòng', '{done} of {all} rows compared'),
    progressShort: text('đã so {done}/{all}', '{done}/{all} compared'),
    pagesShort: text('quét {seen}/{all} trang', 'scanned {seen}/{all} pages'),
    ifPrinted: text('nếu giấy có in', 'if printed'),
    noCells: text('Trang này không có điểm, mức nào được tem giữ.', 'The seal of this page holds no marks.'),
    blank: text('(trống)', '(blank)'),
    'not-kept': text('(có ghi, tem không giữ chữ)', '(printed; the seal does not hold the text)'),
    unknown: text('không đọc được (mã {code})', 'unreadable (code {code})'),
    otherCells: text('Mục khác', 'Other items'),

    // Not sealed, remarks, legal
    notSealedHeading: text('Tem không giữ những gì', 'What the seal does not hold'),
    notSealedHow: text('Những phần ấy có thể bị sửa mà tem vẫn hợp lệ. Cần thì xin tệp PDF đã ký của trường.', 'Those parts can be altered and the seal stays valid. If they matter, ask for the school’s signed PDF.'),
    asOf: text('Tính đến năm học {year}. Có thể đã có các năm học sau.', 'As of school year {year}. Later years may exist.'),
    legalHeading: text('Giá trị pháp lý', 'Legal value'),
    legalOnce: text('Chỉ khi đã so mọi dòng của mọi trang và thấy khớp:', 'Only once every row of every page was compared and found the same:'),
    legalWhose: text('QĐ 1789/QĐ-SGDĐT là quy chế của Sở GDĐT Thành phố Hồ Chí Minh; nơi khác theo quy định của Sở GDĐT nơi phát hành.', 'Decision 1789/QĐ-SGDĐT is Ho Chi Minh City’s; elsewhere the rules of the issuing department hold.'),
    legalUuid: text('Mã số tra cứu học bạ (UUID) in cạnh tem trên giấy; tra tại cổng chính thức của Sở GDĐT nơi phát hành (tự gõ địa chỉ; Thành phố Hồ Chí Minh: https://xacthuchocbaso.hcm.edu.vn).', 'The look-up number (UUID) is printed beside the seal; look it up at the official portal of the issuing department (type the address yourself; Ho Chi Minh City: https://xacthuchocbaso.hcm.edu.vn).'),

    // Lists
    listsHeading: text('Danh sách đang dùng', 'Lists in use'),
    listsNone: text('Chưa có danh sách khóa nào trên máy này. Nối mạng rồi bấm “Tải lại”.', 'This device has no lists yet. Go online and press “Reload”.'),
    listsStatus: text('Danh sách thu hồi lập lúc {asOf} ({age}), dùng đến {expires}.', 'Status list of {asOf} ({age}), good until {expires}.'),
    listsNoStatus: text('Không có danh sách thu hồi.', 'There is no status list.'),
    listsStale: text('Danh sách thu hồi ĐÃ QUÁ HẠN từ {expires}. Nối mạng rồi bấm “Tải lại”.', 'The status list EXPIRED at {expires}. Go online and press “Reload”.'),
    listsFetched: text('Tải về lúc {at} ({age}); {keys} khóa.', 'Fetched at {at} ({age}); {keys} key(s).'),
    listsRoot: text('Khóa gốc (SHA-256): {fingerprint}', 'Root key (SHA-256): {fingerprint}'),
    listsReload: text('Tải lại danh sách', 'Reload the lists'),
    clockWrong: text('Đồng hồ của máy chậm hơn ngày lập danh sách. Chỉnh lại ngày giờ của máy.', 'This device’s clock is behind the list’s date. Set the clock.'),
    ageToday: text('hôm nay', 'today'),
    ageDays: text('{n} ngày trước', '{n} day(s) ago'),
    rootChanged: text(
        'Khóa gốc trên trang web đã đổi. Máy này vẫn dùng khóa cũ. Chỉ nhận khóa mới sau khi so vân tay sau với văn bản của Sở GDĐT: {fingerprint}',
        'The root key on the site has changed. This device keeps the old one. Accept the new one only after comparing this fingerprint with the department’s letter: {fingerprint}'),
    rootAccept: text('Đã so với văn bản của Sở: nhận khóa mới', 'I compared it: accept the new root key'),
    newVersion: text('Đã có bản mới của trang này.', 'There is a new version of this page.'),
    newVersionUse: text('Dùng bản mới', 'Use the new version'),
    offline: text('Không có mạng, hoặc danh sách trên trang web không dùng được: đang dùng danh sách đã lưu trên máy.', 'Offline, or the site’s lists cannot be used: using those kept on this device.'),
} satisfies Record<string, Text>;

export type Key = keyof typeof STRINGS;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

/** The words of one language; {name} stands for a value. */
export function sayIn(language: Language): Say {
    return (key, values = {}) =>
        STRINGS[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
