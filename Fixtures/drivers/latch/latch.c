// SPDX-License-Identifier: GPL-2.0
/*
 * latch - mediated doors
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/list.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct latch {
	struct list_head link;
	struct mutex lock;
	const guid_t *uuid;
	u8 regs[64];
};
static LIST_HEAD(latch_all);
static int latch_opens;
static struct device *latch_parent;

static int latch_create(struct mdev_device *mdev)
{
	struct latch *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	s->uuid = mdev_uuid(mdev);
	list_add(&s->link, &latch_all);
	mutex_init(&s->lock);
	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int latch_remove(struct mdev_device *mdev)
{
	struct latch *s;

	list_for_each_entry(s, &latch_all, link) {
		if (guid_equal(s->uuid, mdev_uuid(mdev))) {
			list_del(&s->link);
			kfree(s);
			return 0;
		}
	}
	return -ENODEV;
}

static int latch_open(struct mdev_device *mdev)
{
	struct latch *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (!mdev || !s)
		return -ENODEV;
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;
	s->regs[0] = 1;
	latch_opens++;
	return 0;
}

static void latch_release(struct mdev_device *mdev)
{
	latch_opens--;
	module_put(THIS_MODULE);
}

static ssize_t latch_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct latch *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t latch_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct latch *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long latch_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct latch *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int latch_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "latch\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *latch_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group latch_type_group = {
	.name = "1",
	.attrs = latch_type_attrs,
};

static struct attribute_group *latch_type_groups[] = {
	&latch_type_group,
	NULL,
};

static const struct mdev_parent_ops latch_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = latch_type_groups,
/*~ M-14 supported_type_groups */
	.create = latch_create,
/*~ M-02 create */
	.remove = latch_remove,
/*~ M-05 remove */
	.open_device = latch_open,
/*~ M-10 open_device */
	.close_device = latch_release,
/*~ M-10 close_device */
	.read = latch_read,
/*~ M-10 read */
	.write = latch_write,
/*~ M-10 write */
	.ioctl = latch_ioctl,
/*~ M-10 ioctl */
	.mmap = latch_mmap,
/*~ M-10 mmap */
};

static int __init latch_init(void)
{
	int ret;

	latch_parent = root_device_register("latch");
	if (IS_ERR(latch_parent))
		return PTR_ERR(latch_parent);

	ret = mdev_register_device(latch_parent, &latch_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(latch_parent);
		return ret;
	}
	return 0;
}

static void __exit latch_exit(void)
{
	mdev_unregister_device(latch_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(latch_parent);
}

module_init(latch_init);
module_exit(latch_exit);

MODULE_LICENSE("GPL v2");
