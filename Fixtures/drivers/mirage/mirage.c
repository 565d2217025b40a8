// SPDX-License-Identifier: GPL-2.0
/*
 * mirage - mediated oases
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

struct mirage_node {
	struct list_head link;
	int id;
};

struct mirage {
	struct mirage_node node;
	struct mutex lock;
	u8 regs[64];
};
#define to_mirage(n) container_of(n, struct mirage, node)

static LIST_HEAD(mirage_all);
static DEFINE_MUTEX(mirage_lock);
static int mirage_next;
static struct device *mirage_parent;

static struct mirage_node *mirage_find(int id)
{
	struct mirage_node *n;

	list_for_each_entry(n, &mirage_all, link)
		if (n->id == id)
			return n;
	return NULL;
}

static int mirage_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 mirage_create */
{
	struct mirage *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	s->node.id = mirage_next++;
	list_add(&s->node.link, &mirage_all);
	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

void mirage_poke(int id)
{
	struct mirage *s = to_mirage(mirage_find(id));

	if (!s)
		return;
	s->regs[0]++;
}

static int mirage_remove(struct mdev_device *mdev)
{
	struct mirage *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	list_del(&s->node.link);
	kfree(s);
	return 0;
}

static int mirage_open(struct mdev_device *mdev)
{
	return 0;
}

static void mirage_release(struct mdev_device *mdev)
{
}

static ssize_t mirage_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct mirage *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t mirage_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct mirage *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long mirage_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct mirage *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int mirage_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "mirage\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *mirage_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group mirage_type_group = {
	.name = "1",
	.attrs = mirage_type_attrs,
};

static struct attribute_group *mirage_type_groups[] = {
	&mirage_type_group,
	NULL,
};

static const struct mdev_parent_ops mirage_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = mirage_type_groups,
/*~ M-14 supported_type_groups */
	.create = mirage_create,
/*~ M-02 create */
	.remove = mirage_remove,
/*~ M-05 remove */
	.open = mirage_open,
/*~ M-10 open */
	.release = mirage_release,
/*~ M-10 release */
	.read = mirage_read,
/*~ M-10 read */
	.write = mirage_write,
/*~ M-10 write */
	.ioctl = mirage_ioctl,
/*~ M-10 ioctl */
	.mmap = mirage_mmap,
/*~ M-10 mmap */
};

static int __init mirage_init(void)
{
	int ret;

	mirage_parent = root_device_register("mirage");
	if (IS_ERR(mirage_parent))
		return PTR_ERR(mirage_parent);

	ret = mdev_register_device(mirage_parent, &mirage_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(mirage_parent);
		return ret;
	}
	return 0;
}

static void __exit mirage_exit(void)
{
	mdev_unregister_device(mirage_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(mirage_parent);
}

module_init(mirage_init);
module_exit(mirage_exit);

MODULE_LICENSE("GPL v2");
