// SPDX-License-Identifier: GPL-2.0
/*
 * ember - mediated fires
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
#include <linux/rculist.h>
#include <linux/spinlock.h>

struct ember {
	struct mutex lock;
	struct rcu_head rcu;
	struct list_head link;
	u8 regs[64];
};

static LIST_HEAD(ember_all);
static DEFINE_SPINLOCK(ember_lock);
static struct device *ember_parent;

static int ember_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 ember_create */
{
	struct ember *s;
	int rc;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	rc = mutex_lock_interruptible(&s->lock);
	if (rc) {
		kfree(s);
		return rc;
	}
	mutex_unlock(&s->lock);
	spin_lock(&ember_lock);
	list_add_rcu(&s->link, &ember_all);
	spin_unlock(&ember_lock);
	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int ember_remove(struct mdev_device *mdev)
{
	struct ember *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	spin_lock(&ember_lock);
	list_del_rcu(&s->link);
	spin_unlock(&ember_lock);
	kfree_rcu(s, rcu);
	return 0;
}

static int ember_open(struct mdev_device *mdev)
{
	return 0;
}

static void ember_release(struct mdev_device *mdev)
{
}

static ssize_t ember_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct ember *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t ember_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct ember *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long ember_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct ember *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int ember_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "ember\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *ember_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group ember_type_group = {
	.name = "1",
	.attrs = ember_type_attrs,
};

static struct attribute_group *ember_type_groups[] = {
	&ember_type_group,
	NULL,
};

static const struct mdev_parent_ops ember_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = ember_type_groups,
/*~ M-14 supported_type_groups */
	.create = ember_create,
/*~ M-02 create */
	.remove = ember_remove,
/*~ M-05 remove */
	.open = ember_open,
/*~ M-10 open */
	.release = ember_release,
/*~ M-10 release */
	.read = ember_read,
/*~ M-10 read */
	.write = ember_write,
/*~ M-10 write */
	.ioctl = ember_ioctl,
/*~ M-10 ioctl */
	.mmap = ember_mmap,
/*~ M-10 mmap */
};

static int __init ember_init(void)
{
	int ret;

	ember_parent = root_device_register("ember");
	if (IS_ERR(ember_parent))
		return PTR_ERR(ember_parent);

	ret = mdev_register_device(ember_parent, &ember_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(ember_parent);
		return ret;
	}
	return 0;
}

static void __exit ember_exit(void)
{
	mdev_unregister_device(ember_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(ember_parent);
}

module_init(ember_init);
module_exit(ember_exit);

MODULE_LICENSE("GPL v2");
