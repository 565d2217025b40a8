// SPDX-License-Identifier: GPL-2.0
/*
 * truss - mediated beams
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

struct truss_base {
	struct list_head link;
	int id;
};

struct truss {
	struct truss_base base;
	struct mutex lock;
	u8 regs[64];
};

static LIST_HEAD(truss_all);
static struct device *truss_parent;

static int truss_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 truss_create */
{
	struct truss *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	if (!try_module_get(THIS_MODULE)) {
		kfree(s);
		return -ENODEV;
	}
	mutex_init(&s->lock);
	list_add(&s->base.link, &truss_all);
	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static void truss_drop(struct truss_base *base)
{
	list_del(&base->link);
	kfree(base);
}

static int truss_remove(struct mdev_device *mdev)
{
	struct truss *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	truss_drop(&s->base);
	module_put(THIS_MODULE);
	return 0;
}

static int truss_open(struct mdev_device *mdev)
{
	return 0;
}

static void truss_release(struct mdev_device *mdev)
{
}

static ssize_t truss_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct truss *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t truss_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct truss *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long truss_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct truss *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int truss_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "truss\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *truss_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group truss_type_group = {
	.name = "1",
	.attrs = truss_type_attrs,
};

static struct attribute_group *truss_type_groups[] = {
	&truss_type_group,
	NULL,
};

static const struct mdev_parent_ops truss_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = truss_type_groups,
/*~ M-14 supported_type_groups */
	.create = truss_create,
/*~ M-02 create */
	.remove = truss_remove,
/*~ M-05 remove */
	.open = truss_open,
/*~ M-10 open */
	.release = truss_release,
/*~ M-10 release */
	.read = truss_read,
/*~ M-10 read */
	.write = truss_write,
/*~ M-10 write */
	.ioctl = truss_ioctl,
/*~ M-10 ioctl */
	.mmap = truss_mmap,
/*~ M-10 mmap */
};

static int __init truss_init(void)
{
	int ret;

	truss_parent = root_device_register("truss");
	if (IS_ERR(truss_parent))
		return PTR_ERR(truss_parent);

	ret = mdev_register_device(truss_parent, &truss_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(truss_parent);
		return ret;
	}
	return 0;
}

static void __exit truss_exit(void)
{
	mdev_unregister_device(truss_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(truss_parent);
}

module_init(truss_init);
module_exit(truss_exit);

MODULE_LICENSE("GPL v2");
