"""The content of a transaction, decoded without hocba: the list's XML on standard output.
Usage: decode_content.py FILE. The steps are those of CompressString (CV 2088, phụ lục 1.2), backwards."""
import base64
import gzip
import json
import struct
import sys

content = open(sys.argv[1], 'rb').read()
data = base64.b64decode(content, validate=True)
length, = struct.unpack('<i', data[:4])  # BitConverter.GetBytes(int)
stream = data[4:]
assert stream[:3] == b'\x1f\x8b\x08', 'RFC 1952: ID1 ID2, deflate'
assert stream[3:8] == bytes(5), 'no flags, no time'
text = gzip.decompress(stream)
assert len(text) == length, (len(text), length)
as_json = json.loads('"' + text.decode('utf-8') + '"')
assert as_json == text.decode('utf-8').replace('\\"', '"'), 'one text under both readings of "escape quote"'
sys.stdout.buffer.write(as_json.encode('utf-8'))
