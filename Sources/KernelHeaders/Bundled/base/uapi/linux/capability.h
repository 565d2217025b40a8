/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_CAPABILITY_H
#define _UAPI_LINUX_CAPABILITY_H

#define CAP_NET_ADMIN	12
#define CAP_IPC_LOCK	14
#define CAP_SYS_MODULE	16
#define CAP_SYS_RAWIO	17
#define CAP_SYS_ADMIN	21

#endif /* _UAPI_LINUX_CAPABILITY_H */
