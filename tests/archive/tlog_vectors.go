// Writes tlog_vectors.txt by Go's own implementation of RFC 6962 (golang.org/x/mod/sumdb/tlog), for proof_test.cc.
// Not built by CMake. On Debian 12:
//
//	apt-get install golang-go golang-golang-x-mod-dev
//	GO111MODULE=off GOPATH=/usr/share/gocode go run tests/archive/tlog_vectors.go > tests/archive/tlog_vectors.txt
//
// A line a tree of the entries "entry 0", "entry 1", …: its size, its root, and the first 8 bytes of SHA-256 over all
// inclusion proofs (of entry 0, 1, …) and over all consistency proofs (from 1, 2, … entries, the last from the tree itself),
// hash after hash.
package main

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	var roots []tlog.Hash
	for size := int64(1); size <= 300; size++ {
		fresh, err := tlog.StoredHashes(size-1, []byte(fmt.Sprintf("entry %d", size-1)), reader)
		must(err)
		stored = append(stored, fresh...)
		root, err := tlog.TreeHash(size, reader)
		must(err)
		roots = append(roots, root)
		places, growths := sha256.New(), sha256.New()
		for n := int64(0); n < size; n++ {
			place, err := tlog.ProveRecord(size, n, reader)
			must(err)
			must(tlog.CheckRecord(place, size, root, n, tlog.RecordHash([]byte(fmt.Sprintf("entry %d", n)))))
			for _, hash := range place {
				places.Write(hash[:])
			}
			growth, err := tlog.ProveTree(size, n+1, reader)
			must(err)
			must(tlog.CheckTree(growth, size, root, n+1, roots[n]))
			for _, hash := range growth {
				growths.Write(hash[:])
			}
		}
		fmt.Printf("%d %x %x %x\n", size, root[:], places.Sum(nil)[:8], growths.Sum(nil)[:8])
	}
}
