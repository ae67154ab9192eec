// The public face: what is not exported here may change without notice.
export {}
