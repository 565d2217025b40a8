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

static int mirage_create(struct mdev_device *mdev)
{
	struct mirage *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	s->node.id = mirage_next++;
	list_add(&s->node.link, &mirage_all);
	dev_set_drvdata(&mdev->dev, s);
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
	struct mirage *s = dev_get_drvdata(&mdev->dev);

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
	struct mirage *s = dev_get_drvdata(&mdev->dev);
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
	struct mirage *s = dev_get_drvdata(&mdev->dev);
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
	struct mirage *s = dev_get_drvdata(&mdev->dev);

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

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "mirage\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
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

/* An mdev as vfio sees it. */
struct mirage_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void mirage_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *mirage_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct mirage_mdev, vdev)->mdev;
}

static int mirage_vfio_open(struct vfio_device *vdev)
{
	return mirage_open(mirage_to_mdev(vdev));
}

static void mirage_vfio_release(struct vfio_device *vdev)
{
	mirage_release(mirage_to_mdev(vdev));
}

static ssize_t mirage_vfio_read(struct vfio_device *vdev, char __user *buf,
				size_t count, loff_t *ppos)
{
	return mirage_read(mirage_to_mdev(vdev), buf, count, ppos);
}

static ssize_t mirage_vfio_write(struct vfio_device *vdev,
				 const char __user *buf, size_t count,
				 loff_t *ppos)
{
	return mirage_write(mirage_to_mdev(vdev), buf, count, ppos);
}

static long mirage_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			      unsigned long arg)
{
	return mirage_ioctl(mirage_to_mdev(vdev), cmd, arg);
}

static int mirage_vfio_mmap(struct vfio_device *vdev,
			    struct vm_area_struct *vma)
{
	return mirage_mmap(mirage_to_mdev(vdev), vma);
}

static const struct vfio_device_ops mirage_dev_ops = {
	.name = "vfio-mirage",
	.open = mirage_vfio_open,
	.release = mirage_vfio_release,
	.read = mirage_vfio_read,
	.write = mirage_vfio_write,
	.ioctl = mirage_vfio_ioctl,
	.mmap = mirage_vfio_mmap,
};

static int mirage_mdev_probe(struct mdev_device *mdev)
{
	struct mirage_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(mirage_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &mirage_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = mirage_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		mirage_remove(mdev);

	return ret;
}

static void mirage_mdev_remove(struct mdev_device *mdev)
{
	struct mirage_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, mirage_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	mirage_remove(mdev);
}

static struct mdev_driver mirage_driver = {
	.driver = {
		.name = "mirage",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = mirage_mdev_probe,
	.remove = mirage_mdev_remove,
	.supported_type_groups = mirage_type_groups,
};

static int __init mirage_init(void)
{
	int ret;

	mirage_parent = root_device_register("mirage");
	if (IS_ERR(mirage_parent))
		return PTR_ERR(mirage_parent);

	ret = mdev_register_driver(&mirage_driver);
	if (ret) {
		root_device_unregister(mirage_parent);
		return ret;
	}

	ret = mdev_register_device(mirage_parent, &mirage_driver);
	if (ret) {
		mdev_unregister_driver(&mirage_driver);
		root_device_unregister(mirage_parent);
		return ret;
	}
	return 0;
}

static void __exit mirage_exit(void)
{
	mdev_unregister_device(mirage_parent);
	mdev_unregister_driver(&mirage_driver);
	root_device_unregister(mirage_parent);
}

module_init(mirage_init);
module_exit(mirage_exit);

MODULE_LICENSE("GPL v2");
