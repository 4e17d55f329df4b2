// The catalogue of reasons: the codes and weights of engine/verify/catalogue_*.cc, in words for the one who holds
// the paper and the phone.

export type Verdict = 'valid' | 'invalid' | 'indeterminate';
/** In Vietnamese and in English. */
export interface Text {
    vi: string;
    en: string;
}
interface Entry extends Text {
    weight: Verdict; // valid: a remark that does not lower the verdict
}

const entry = (weight: Verdict, vi: string, en: string): Entry => ({ weight, vi, en });

export const CATALOGUE = {
    'no-seal': entry('invalid',
        'Không thấy tem QR: bản nháp, hoặc không phải học bạ do hocba phát hành. Nếu trên giấy có tem, chụp lại gần và rõ hơn.',
        'No seal found: a draft, or no transcript issued by hocba. If the paper has a seal, take a closer, sharper picture.'),
    'seal-text': entry('invalid',
        'Đây không phải tem QR của học bạ, hoặc đọc bị sai. Quét lại thật rõ.',
        'This is no transcript seal, or it was misread. Scan it again.'),
    'seal-signature': entry('invalid',
        'Tem QR bị giả hoặc bị sửa: chữ ký của tem không đúng. Không chấp nhận.',
        'The seal is forged or altered: its signature is wrong. Do not accept it.'),
    'seal-host': entry('invalid',
        'Tem ghi địa chỉ lạ: QR bị thay địa chỉ để dẫn tới trang khác. Không chấp nhận; không mở địa chỉ ấy.',
        'The seal names a strange address: the QR was changed to lead elsewhere. Do not accept it; do not open that address.'),
    'seal-key-unknown': entry('indeterminate',
        'Khóa của tem không có trong danh sách tin cậy. Nối mạng rồi kiểm tra lại; nếu vẫn không có, hỏi Sở GDĐT.',
        'The seal’s key is not in the trust list. Go online and check again; if it stays so, ask the department.'),
    'seal-key-time': entry('invalid',
        'Tem được tạo ngoài thời hạn của khóa. Không chấp nhận.',
        'The seal was made outside its key’s validity. Do not accept it.'),
    'seal-key-school': entry('invalid',
        'Tem được tạo bằng khóa của trường khác. Không chấp nhận.',
        'The seal was made with another school’s key. Do not accept it.'),
    'seal-key-revoked': entry('indeterminate',
        'Khóa của tem đã bị thu hồi. Đề nghị trường xác nhận bản này.',
        'The seal’s key was revoked. Ask the school to confirm this document.'),
    'seal-key-stolen': entry('indeterminate',
        'Khóa của tem đã bị lộ và tem này không có trong danh sách những tem trường đã tạo. Đề nghị trường xác nhận.',
        'The seal’s key was stolen and this seal is not among those that the school is known to have made. Ask the school.'),
    'seal-key-stolen-listed': entry('valid',
        'Khóa của tem đã bị lộ, nhưng tem này có trong danh sách những tem trường đã tạo trước đó.',
        'The seal’s key was stolen, but this seal is among those that the school is known to have made.'),
    'seal-key-retired': entry('valid',
        'Khóa của tem đã thôi dùng; tem được tạo khi khóa còn hiệu lực.',
        'The seal’s key is retired; the seal was made while it was valid.'),
    'seal-set': entry('invalid',
        'Các tem không hợp thành một bộ trang: chúng nói khác nhau về cùng một học bạ. Không chấp nhận.',
        'The seals do not make one set of pages: they contradict each other. Do not accept it.'),
    'seal-pupil': entry('invalid',
        'Có trang mang tem của người học khác: giấy bị lẫn, hoặc tem bị chép sang. Không chấp nhận bộ này.',
        'A page bears the seal of another pupil: papers were mixed up, or the seal was copied. Do not accept this set.'),
    'seal-foreign': entry('invalid',
        'Có trang của học bạ khác lẫn vào. Không chấp nhận bộ này.',
        'A page of another document is among them. Do not accept this set.'),
    'seal-mixed-revisions': entry('invalid',
        'Các trang thuộc hai lần phát hành khác nhau của cùng học bạ. Không chấp nhận; đề nghị bản mới nhất.',
        'The pages belong to two revisions of the same document. Do not accept it; ask for the newest.'),
    'seal-page-differs': entry('invalid',
        'Hai tem khác nhau của cùng một trang: trường chỉ tạo một. Không chấp nhận; đề nghị bản gốc.',
        'Two different seals of one page: the school made only one. Do not accept it; ask for the original.'),
    'seal-page-twice': entry('valid', 'Một trang được quét hai lần.', 'A page was scanned twice.'),
    'pages-missing': entry('indeterminate',
        'Mới thấy tem của một số trang. Quét đủ các trang để kiểm tra cả quyển.',
        'Only some pages’ seals were seen. Scan all pages to check the whole document.'),
    'form-unknown': entry('indeterminate',
        'Trang này chưa biết mẫu học bạ, hoặc có ô mà mẫu không có, nên chưa hiện được đủ các ô. Nối mạng rồi kiểm tra lại.',
        'This page does not know the form, or a cell is not in it, so not all cells can be shown. Go online and check again.'),
    'no-trust': entry('indeterminate',
        'Chưa có danh sách khóa tin cậy trên máy này. Nối mạng, mở lại trang rồi kiểm tra lại.',
        'This device has no list of trusted keys yet. Go online, open the page again and check again.'),
    'status-unknown': entry('indeterminate',
        'Chưa có danh sách thu hồi nên chưa biết bản này có bị thu hồi hay không. Nối mạng rồi kiểm tra lại.',
        'Without the status list it is not known whether the document was revoked. Go online and check again.'),
    'status-expired': entry('indeterminate',
        'Danh sách thu hồi trên máy đã quá hạn. Nối mạng rồi kiểm tra lại.',
        'The status list on this device has expired. Go online and check again.'),
    'status-older': entry('indeterminate',
        'Danh sách thu hồi cũ hơn ngày phát hành bản này. Nối mạng rồi kiểm tra lại.',
        'The status list is older than this issue. Go online and check again.'),
    'keys-stale': entry('indeterminate',
        'Danh sách khóa trên máy cũ hơn danh sách thu hồi: khóa bị lộ sau đó vẫn được coi là tốt. Nối mạng rồi kiểm tra lại.',
        'The key list on this device is older than the status list: a key stolen since would still pass. Go online and check again.'),
    'clock-behind': entry('indeterminate',
        'Đồng hồ máy chậm hơn ngày lập danh sách thu hồi, nên mọi thời hạn đều tính sai. Chỉnh đồng hồ rồi kiểm tra lại.',
        'This device’s clock is behind the date of the status list, so that every date is judged wrongly. Set the clock and check again.'),
    'status-pending': entry('indeterminate',
        'Bản này đang chờ ký đủ. Hỏi trường khi nào có bản đủ chữ ký.',
        'This document is waiting for its signatures. Ask the school.'),
    'status-revoked': entry('invalid',
        'Trường đã thu hồi bản này. Không chấp nhận; đề nghị bản mới.',
        'The school revoked this document. Do not accept it; ask for the new one.'),
    'status-superseded': entry('invalid',
        'Bản này đã được thay bằng bản mới. Không chấp nhận; đề nghị bản mới.',
        'This document was replaced by a newer one. Do not accept it; ask for that.'),
    'not-sealed': entry('valid',
        'Tem không giữ: lời nhận xét và mọi chữ không có trong bảng trên.',
        'The seal does not hold: remarks, and every text that is not in the tables above.'),
    'as-of-year': entry('valid',
        'Kết quả tính đến năm học ghi trên tem; có thể đã có các năm học sau.',
        'As of the school year in the seal; later years may exist.'),
    'legal-note': entry('valid',
        'Nội dung trùng khớp với bản do trường phát hành. Bản in chỉ thay cho học bạ giấy khi có xác nhận của trường phát hành hoặc Sở GDĐT, hoặc được sao y (QĐ 1789/QĐ-SGDĐT, Điều 3). Đây không phải Cổng xác thực học bạ số.',
        'The content is what the school issued. A print replaces the paper transcript only when confirmed by the school or the department, or certified as a copy (QĐ 1789/QĐ-SGDĐT, article 3). This is not the official verification portal.'),
} satisfies Record<string, Entry>;

export type Code = keyof typeof CATALOGUE;

export const weightOf = (code: Code): Verdict => CATALOGUE[code].weight;
export const textOf = (code: Code): Text => CATALOGUE[code];
